import { sumOfQuantities } from './active';
import { type Deductions, owedAtCount } from './deductions';
import type { LeftUnits, StockCount } from './plan';
import { type Judged, unitsGoneBy } from './standing';

/**
 * The total that follows from a count of `onHand` units at `countedAt`:
 *
 *     onHand
 *     - released units whose goods left after the count (it still saw them, VTEX will list them no more)
 *     + kept units whose goods had left before it (it did not see them, VTEX still subtracts them)
 *     - units of earlier removals whose goods left after it
 *     - units remembered as deducted that stay so
 *     - units that left after it without a reservation (`left`)
 *
 * Goods of canceled orders were counted and never leave: a release adds nothing, and one that is kept stays
 * subtracted until it is released. Partial invoices count by what each of them sent.
 */
export function countedQuantity(
  count: StockCount,
  judged: readonly Judged[],
  released: ReadonlySet<string>,
  deductions: Deductions,
  left: readonly LeftUnits[],
): number {
  const listed = new Set(judged.map((one) => one.lockId));
  const moved = judged.map((one) => ({ quantity: movedBy(one, count, released.has(one.lockId)) }));
  const owed = owedAtCount(deductions, count, listed, released);
  const leftAfter = sumOfQuantities(left.filter((one) => one.invoicedAt > count.countedAt));
  return count.onHand - count.removedAfterCount - owed - leftAfter + sumOfQuantities(moved);
}

function movedBy(one: Judged, { countedAt }: StockCount, isReleased: boolean): number {
  const gone = unitsGoneBy(one, countedAt);
  if (!isReleased) return gone;
  return one.facts.kind === 'canceled' ? 0 : gone - one.quantity;
}
