import { orderName, unitsOf } from '../gate/sentence-parts';
import type { Difference, Entry, HeldReservation, PositionBooks, RecordedReservation } from './books';

/**
 * Every unit that our record holds reserved is reserved in VTEX, and no other:
 *
 * | our record | VTEX should hold | VTEX holds none, and nothing is in flight |
 * |---|---|---|
 * | open, not known as lost | all its units | lost-reservation |
 * | open, lost and repaired | none: the total lacks them | - |
 * | invoiced, not yet taken out of the total | all its units, until our update | foreign-update |
 * | invoiced after VTEX had let it go | those not taken out yet | lost-reservation |
 * | canceled, not yet released | either: no unit is owed | - |
 * | canceled before we saw it in handling | what it lists as acknowledged: the next update releases it | - |
 * | over | none | - |
 */
export function reservedAccount(books: PositionBooks): Entry {
  const held = new Map(books.store.held.map((one) => [one.lockId, one]));
  const here = new Set(books.record.filter(isInVtex).map((one) => one.lockId));
  const differences = [
    ...books.record.flatMap((one) => ofRecorded(books, one, held.get(one.lockId)) ?? []),
    ...books.store.held.filter((one) => !here.has(one.lockId)).flatMap((one) => ofUnrecorded(one) ?? []),
  ];
  const owed = books.record.reduce(
    (units, one) => units + (expectedInVtex(one) ?? held.get(one.lockId)?.quantity ?? 0),
    0,
  );
  const beside = books.store.held.filter((one) => !here.has(one.lockId) && isExplained(one));
  return { account: { expected: owed + sum(beside), actual: sum(books.store.held) }, differences };
}

/** Whether VTEX may hold it: removed, expired and given up ones are only here because the ERP has them still. */
function isInVtex({ status }: RecordedReservation): boolean {
  return status !== 'removed' && status !== 'expired';
}

export function expectedInVtex(one: RecordedReservation): number | null {
  if (one.status === 'canceled') return null;
  if (!isInVtex(one)) return 0;
  if (!one.isLost) return one.reservedQuantity;
  return one.status === 'invoiced' ? Math.max(0, one.quantity - one.deductedQuantity) : 0;
}

function ofRecorded(
  books: PositionBooks,
  one: RecordedReservation,
  held: HeldReservation | undefined,
): Difference | null {
  const expected = expectedInVtex(one);
  if (expected === null || !isInVtex(one)) return null;
  const units = (held?.quantity ?? 0) - expected;
  if (units === 0) return null;
  const about = { account: 'reserved' as const, units, lockIds: [one.lockId], orderIds: [one.orderId] };
  const late = whyLate(books, one, held);
  if (late !== null) return { ...about, class: 'late', message: `${differs(one, held, expected)}: ${late}.` };
  if (held !== undefined) return { ...about, class: 'unknown', message: `${differs(one, held, expected)}.` };
  const isForeign = one.status === 'invoiced' && !one.isLost;
  return {
    ...about,
    class: isForeign ? 'foreign-update' : 'lost-reservation',
    message: isForeign
      ? `VTEX no longer reserves the ${unitsOf(expected)} of ${orderName(one)}, which have left: an update that was not ours released them.`
      : `VTEX no longer reserves the ${unitsOf(expected)} of ${orderName(one)}, ${leaving(one)}: its total sells them again.`,
  };
}

function leaving({ status }: RecordedReservation): string {
  return status === 'invoiced' ? 'which left unreleased' : 'still to be sent';
}

function whyLate(
  { isUpdating, store }: PositionBooks,
  one: RecordedReservation,
  held: HeldReservation | undefined,
): string | null {
  if (isUpdating) return 'an update of ours has not been read back yet';
  if (one.isLost) return null;
  if (held === undefined && !one.isAcknowledged && store.ended.includes(one.lockId))
    return 'VTEX has let it go, and the word of it is on its way';
  // In handling for however short a while, VTEX held it before: that list is not behind.
  const isSure = held === undefined && one.isAcknowledged;
  return one.isFresh && !isSure ? 'its order has changed a moment ago' : null;
}

function differs(one: RecordedReservation, held: HeldReservation | undefined, expected: number): string {
  return `VTEX reserves ${unitsOf(held?.quantity ?? 0)} for ${orderName(one)}, the record says ${expected}`;
}

function ofUnrecorded(held: HeldReservation): Difference | null {
  const { lockId, quantity, otherwise, isYoung } = held;
  if (isExplained(held)) return null;
  const orderId = otherwise?.orderId ?? null;
  const isLate = isYoung || (otherwise?.kind === 'over' && otherwise.isFresh);
  const what =
    orderId === null
      ? `VTEX reserves ${unitsOf(quantity)} for ${lockId}, which the record does not have`
      : `VTEX still reserves ${unitsOf(quantity)} for ${orderName({ lockId, orderId })}, which is over by our record`;
  return {
    account: 'reserved',
    class: isLate ? 'late' : 'unknown',
    units: quantity,
    lockIds: [lockId],
    orderIds: orderId === null ? [] : [orderId],
    message: isLate ? `${what}: that happened a moment ago.` : `${what}.`,
  };
}

/** A kit's part, or units that came back and wait for the next update to release them. */
function isExplained({ otherwise, isAcknowledged }: HeldReservation): boolean {
  if (otherwise?.kind === 'over') return otherwise.isCanceled && isAcknowledged;
  return otherwise?.kind === 'kit';
}

function sum(items: readonly { quantity: number }[]): number {
  return items.reduce((total, one) => total + one.quantity, 0);
}
