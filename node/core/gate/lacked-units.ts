import type { LockId } from '../id';
import type { Instant } from '../instant';
import { sumOfQuantities } from './active';
import type { GateInput, UnheldUnits } from './gate-input';
import { type Judged, unitsGoneBy } from './standing';
import { type LockUnits, type StockCount, seenUpToOf } from './stock-count';

/**
 * The count as units on the shelf, whatever the number it came with means. A system that takes an order's units out of
 * its number before they leave (when it begins to pick them, or when it takes the order) is one whose number lacks
 * units that still lie there and that VTEX still reserves: those are added back.
 *
 * | the number lacks an order's units from | they are added back when VTEX lists the reservation and |
 * |---|---|
 * | their leaving | never: the number is what is on the shelf |
 * | the beginning of handling (`acknowledged`) | it was acknowledged at or before the count |
 * | the order (`reserved`) | it was reserved at or before the count, and the ERP is not known to wait for its order |
 *
 * and they had not left by the count. All else is decided for the smaller number: units of an order nobody can read,
 * of one that is canceled (they were put back, or will be), what the order claims beyond its reservation and what is
 * reserved beyond its claim. A unit that is added back wrongly is sold twice; one that is not is missing from sale
 * until the next count.
 */
export function asOnHand(input: GateInput, judged: readonly Judged[]): GateInput {
  const { count } = input;
  if (count === null || count.lacks === undefined || count.addedBack !== undefined) return input;
  const addedBack = lackedUnits(count, judged, input.untold ?? new Set());
  return { ...input, count: { ...count, onHand: count.onHand + sumOfQuantities(addedBack), addedBack } };
}

function lackedUnits(count: StockCount, judged: readonly Judged[], untold: ReadonlySet<LockId>): LockUnits[] {
  return judged.flatMap((one) => {
    const { lockId, reservation } = one;
    const since = count.lacks === 'acknowledged' ? reservation.acknowledgedAt : reservation.reservedAt;
    if (!isByCount(count, since) || (count.lacks === 'reserved' && untold.has(lockId))) return [];
    const quantity = Math.min(one.quantity, claimOf(one)) - unitsGoneBy(one, seenUpToOf(count));
    return quantity > 0 ? [{ lockId, quantity }] : [];
  });
}

/**
 * The most that the count may make of the total, which is `total` without it. A system that writes no number below 0 says
 * 0 where it is short, by how much nobody knows: what is added back to a 0 raises nothing.
 */
export function mostByCount({ onHand, addedBack = [] }: StockCount, total: number): number {
  const isShort = addedBack.length > 0 && onHand === sumOfQuantities(addedBack);
  return isShort ? total : Number.POSITIVE_INFINITY;
}

/** Units of an open order without a reservation that the number lacks already: it was in handling by the count. */
export function isLackedUnheld(count: StockCount, { acknowledgedAt }: UnheldUnits): boolean {
  return count.lacks !== undefined && isByCount(count, acknowledgedAt ?? null);
}

function isByCount(count: StockCount, since: Instant | null): boolean {
  return since !== null && since <= seenUpToOf(count);
}

/** What certainly left or will leave of it. */
function claimOf({ quantity, facts }: Judged): number {
  if (facts.kind === 'invoiced') return facts.leftQuantity;
  if (facts.kind !== 'open' || facts.undoneQuantity !== undefined) return 0;
  return facts.claimQuantity ?? quantity;
}

/**
 * Units of a canceled order that the last count may have held twice: added back as still owed, and put back by a
 * system that knew of the cancellation before VTEX did. Its release takes them out; a count after that knows.
 */
export function addedBackTwice({ facts }: Judged, lockId: string, { count, lastCount }: GateInput): number {
  if (count !== null || !lastCount?.addedBack || facts.kind !== 'canceled') return 0;
  const { sureFrom = null } = lastCount;
  if (facts.canceledAt !== null && sureFrom !== null && facts.canceledAt > sureFrom) return 0;
  return sumOfQuantities(lastCount.addedBack.filter((one) => one.lockId === lockId));
}
