import type { Instant } from '../instant';
import type { Position } from '../position';
import { english } from './english';

type Level = Position & { onHand: number; apart: number };

/** Stock levels and counts of the ERP, and the comparison of the books. */
export const BOOK_SENTENCES = {
  'stock.not-read': english("The ERP's stock could not be read:"),
  'stock.more': english<Level>(
    'The ERP has {onHand, number} of SKU {skuId} in warehouse {warehouseId} on hand, {apart, plural, one {# unit} other {# units}} more than follow from VTEX: taken as a count.',
  ),
  'stock.less': english<Level>(
    'The ERP has {onHand, number} of SKU {skuId} in warehouse {warehouseId} on hand, {apart, plural, one {# unit} other {# units}} less than follow from VTEX: taken as a count.',
  ),
  'count.too-old': english<Position & { reference: string; countedAt: Instant }>(
    'The count {reference} of SKU {skuId} in warehouse {warehouseId}, counted at {countedAt}, was not set: it is older than what is kept of removals there; count again.',
  ),
  'books.begun': english('The books are being compared.'),
  'books.compared': english<{ count: number }>(
    'Compared {count, plural, one {# position} other {# positions}} of store and Holdfast.',
  ),
  'books.compared-with-erp': english<{ count: number; erp: string }>(
    'Compared {count, plural, one {# position} other {# positions}} of store, Holdfast and ERP ({erp}).',
  ),
  'books.equal': english('The books are equal.'),
  'books.lost-reservation': english<{ count: number }>(
    '{count, plural, one {# lost reservation} other {# lost reservations}}.',
  ),
  'books.foreign-update': english<{ count: number }>(
    '{count, plural, one {# trace of an update that was not ours} other {# traces of updates that were not ours}}.',
  ),
  'books.erp-only-movement': english<{ count: number }>(
    '{count, plural, one {# movement in the ERP alone} other {# movements in the ERP alone}}.',
  ),
  'books.unknown': english<{ count: number }>(
    '{count, plural, one {# difference that nothing explains} other {# differences that nothing explains}}.',
  ),
  'books.late': english<{ count: number }>(
    '{count, plural, one {# that is only late} other {# that are only late}}.',
  ),
  'books.not-compared': english<{ count: number }>('{count, number} could not be compared.'),
  'books.erp-not-read': english('The ERP could not be read:'),
  'books.more-to-come': english('There are more positions: the next run goes on there.'),
};
