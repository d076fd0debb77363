import { positionName, unitsOf } from '../gate/sentence-parts';
import type { Instant } from '../instant';
import type { Position } from '../position';
import { numbered } from './numbered';

type Level = Position & { onHand: number; apart: number };

const counted =
  (one: string, more: string) =>
  ({ count }: { count: number }) =>
    `${numbered(count, one, more)}.`;

/** Stock levels and counts of the ERP, and the comparison of the books. */
export const BOOK_SENTENCES = {
  'stock.not-read': () => "The ERP's stock could not be read:",
  'stock.more': ({ onHand, apart, ...position }: Level) =>
    `The ERP has ${onHand} of ${positionName(position)} on hand, ${unitsOf(apart)} more than follow from VTEX: taken as a count.`,
  'stock.less': ({ onHand, apart, ...position }: Level) =>
    `The ERP has ${onHand} of ${positionName(position)} on hand, ${unitsOf(apart)} less than follow from VTEX: taken as a count.`,
  'count.too-old': ({
    reference,
    countedAt,
    ...position
  }: Position & { reference: string; countedAt: Instant }) =>
    `The count ${reference} of ${positionName(position)}, counted at ${countedAt}, was not set: it is older than what is kept of removals there; count again.`,
  'books.begun': () => 'The books are being compared.',
  'books.compared': ({ count }: { count: number }) =>
    `Compared ${numbered(count, 'position', 'positions')} of store and Holdfast.`,
  'books.compared-with-erp': ({ count, erp }: { count: number; erp: string }) =>
    `Compared ${numbered(count, 'position', 'positions')} of store, Holdfast and ERP (${erp}).`,
  'books.equal': () => 'The books are equal.',
  'books.lost-reservation': counted('lost reservation', 'lost reservations'),
  'books.foreign-update': counted(
    'trace of an update that was not ours',
    'traces of updates that were not ours',
  ),
  'books.erp-only-movement': counted('movement in the ERP alone', 'movements in the ERP alone'),
  'books.unknown': counted('difference that nothing explains', 'differences that nothing explains'),
  'books.late': counted('that is only late', 'that are only late'),
  'books.not-compared': ({ count }: { count: number }) => `${count} could not be compared.`,
  'books.erp-not-read': () => 'The ERP could not be read:',
  'books.more-to-come': () => 'There are more positions: the next run goes on there.',
};
