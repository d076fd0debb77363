import type { LockId } from '../id';
import { sumOfQuantities } from './active';
import { type Deductions, deductedBefore, owedAtCount } from './deductions';
import type { DeductedUnits, GateInput } from './gate-input';
import { isLackedUnheld } from './lacked-units';
import { type Judged, unitsGoneBy } from './standing';
import { type LeftUnits, type SetAside, type StockCount, seenUpToOf } from './stock-count';

/**
 * The total that follows from a count of `onHand` units at `countedAt`:
 *
 *     onHand
 *     - released units whose goods left after the count (it still saw them, VTEX will list them no more)
 *     + kept units whose goods had left before it (it did not see them, VTEX still subtracts them)
 *     - units of earlier removals whose goods left after it
 *     - units remembered as deducted that stay so
 *     - units that left after it without a reservation (`left`, `unreserved`)
 *     - units that an open order claims and VTEX reserves nothing for (`setAsideBy`)
 *
 * Goods of canceled orders were counted and never leave: the release of such a reservation adds nothing, and while
 * it is kept it stays subtracted. Partial invoices count by what each of them sent.
 */
export function countedQuantity(
  count: StockCount,
  judged: readonly Judged[],
  released: ReadonlySet<LockId>,
  deductions: Deductions,
  left: readonly LeftUnits[],
  setAside: readonly SetAside[],
): number {
  const listed = new Set(judged.map((one) => one.lockId));
  const moved = judged.map((one) => ({ quantity: movedBy(one, count, released.has(one.lockId)) }));
  const standing = deductions.standing.filter(({ lockId }) => !setAside.some((one) => one.lockId === lockId));
  const owed = owedAtCount(standing, count, listed, released) + sumOfQuantities(setAside);
  const leftAfter = sumOfQuantities(left.filter((one) => one.invoicedAt > seenUpToOf(count)));
  return count.onHand - count.removedAfterCount - owed - leftAfter + sumOfQuantities(moved);
}

/**
 * What an open order claims beyond what VTEX reserves for it: units that were added to the order, and the units of a
 * lost reservation. They lie on the shelf and were counted, and nothing else keeps them from sale.
 *
 * | VTEX lists the reservation | set aside | so the total lacks for it |
 * |---|---|---|
 * | acknowledged, open | the claim beyond the lock's units | as many |
 * | not | the claim, less what had left before the count | the claim |
 */
export function setAsideBy(
  count: StockCount,
  kept: readonly Judged[],
  { unheld = [] }: Pick<GateInput, 'unheld'>,
  deductions: Deductions,
): SetAside[] {
  const beyond = kept.flatMap(({ lockId, quantity, facts }): SetAside[] => {
    if (facts.kind !== 'open' || facts.claimQuantity === undefined) return [];
    const more = Math.max(0, facts.claimQuantity - quantity);
    return [{ lockId, orderId: facts.orderId, quantity: more, deductedQuantity: more }];
  });
  const nowhere = unheld.map((one): SetAside => {
    const { lockId, orderId, claimQuantity, partsLeft } = one;
    const gone = sumOfQuantities(partsLeft.filter(({ at }) => at <= seenUpToOf(count)));
    const counted = isLackedUnheld(count, one) ? 0 : Math.max(0, claimQuantity - gone);
    return { lockId, orderId, quantity: counted, deductedQuantity: claimQuantity };
  });
  return [...beyond, ...nowhere].filter(
    ({ lockId, quantity, deductedQuantity }) =>
      quantity > 0 || deductedQuantity !== deductedBefore(deductions, lockId),
  );
}

/** Units that are taken out although the count, by another clock, may have seen them gone. */
export function unsureAtCount(
  count: StockCount,
  judged: readonly Judged[],
  left: readonly LeftUnits[],
): number {
  const from = seenUpToOf(count);
  const upTo = count.doubtUpTo ?? from;
  const known = judged.map((one) => ({ quantity: unitsGoneBy(one, upTo) - unitsGoneBy(one, from) }));
  const besides = left.filter(({ invoicedAt }) => invoicedAt > from && invoicedAt <= upTo);
  return (count.removedInDoubt ?? 0) + sumOfQuantities([...known, ...besides]);
}

function movedBy(one: Judged, count: StockCount, isReleased: boolean): number {
  const gone = unitsGoneBy(one, seenUpToOf(count));
  if (!isReleased) return gone;
  return one.facts.kind === 'invoiced' ? gone - one.facts.leftQuantity : 0;
}

/**
 * What the last count had missed on the shelf although its plan took the reservation for open: the invoice was
 * heard of, or written, only later. The total lacks those units already, so their release must not deduct them; unless
 * that plan had added them back. A new count starts from its own number.
 */
export function countedAway(
  { count, lastCount, deducted }: Pick<GateInput, 'count' | 'lastCount' | 'deducted'>,
  judged: readonly Judged[],
): DeductedUnits[] {
  if (count !== null || !lastCount) return [];
  const takenForOpen = new Map(
    lastCount.kept.filter((one) => one.because !== 'waiting').map((one) => [one.lockId, one]),
  );
  return judged.flatMap((one) => {
    const kept = takenForOpen.get(one.lockId);
    if (kept === undefined || one.facts.kind !== 'invoiced') return [];
    const aside = lastCount.setAside?.find(({ lockId }) => lockId === one.lockId)?.deductedQuantity ?? 0;
    const recorded = sumOfQuantities(deducted.filter(({ lockId }) => lockId === one.lockId));
    const known = Math.max(0, recorded - aside);
    const addedBack = sumOfQuantities(
      (lastCount.addedBack ?? []).filter(({ lockId }) => lockId === one.lockId),
    );
    const quantity = unitsGoneBy(one, lastCount.seenUpTo) - (kept.leftQuantity ?? 0) - known - addedBack;
    if (quantity <= 0) return [];
    const { invoicedAt, leftQuantity } = one.facts;
    const settled = { kind: 'invoiced' as const, invoicedAt, leftQuantity };
    return [{ lockId: one.lockId, quantity, lost: false, settled }];
  });
}
