import type { OrderFacts } from '../core/gate/gate-input';
import { unitsGoneBy } from '../core/gate/standing';
import type { StockCount } from '../core/gate/stock-count';
import type { Claim } from '../core/gateway/claim';
import type { PlanId } from '../core/id';
import { type Instant, plusMs } from '../core/instant';
import type { Position } from '../core/position';
import type { KnownReservation } from '../core/reservation/reservation';
import { waitingCount } from '../counts/counts-of';
import { isOfLevel } from '../counts/level-reference';
import type { ChainServices } from '../middlewares/chain-services';
import type { CarriedCount } from '../store/plan';
import { orderFactsOf } from './gather-facts';

export interface PendingCount extends StockCount {
  /** Promised to the ERP when it sent the count: the first plan that carries the count gets this id. */
  planId: PlanId;
}

/**
 * The stock count that the next plan has to carry, whatever asks for that plan. A count that waits (recorded a moment
 * ago, held, or for a person) is not dropped by an event that plans the position anew, nor by a crash between the
 * end of its plan and the next plan; neither is a count whose update was not applied. A count that was carried out or
 * dismissed, or that changed nothing, is over, and every older count with it.
 */
export async function pendingCount(
  services: Pick<ChainServices, 'store'>,
  position: Position,
  counts: readonly CarriedCount[],
  clockAheadMs: number,
): Promise<PendingCount | null> {
  const waiting = waitingCount(counts);
  if (waiting === null) return null;
  const { onHand, countedAt, reference, planId, claim } = waiting.count;
  const seenUpTo = plusMs(countedAt, -Math.max(0, clockAheadMs));
  // A level read from books was turned back by VTEX's own dates: whatever its clock is, both sides go by the same. What
  // came through the gateway is taken for as old as it may be, and the next one follows.
  const isSure = isOfLevel(reference) || claim !== undefined;
  const doubtUpTo = isSure ? seenUpTo : plusMs(countedAt, Math.max(0, -clockAheadMs));
  const removed = await removedAfter(services, position, seenUpTo, claim);
  const facts = await orderFactsOf(services, position, removed);
  const unitsAfter = (instant: Instant) =>
    removed.reduce((sum, one) => sum + leftAfter(one, facts.get(one.lockId), instant), 0);
  const removedAfterCount = unitsAfter(seenUpTo);
  const removedInDoubt = removedAfterCount - unitsAfter(doubtUpTo);
  const numbers = { onHand, countedAt, seenUpTo, doubtUpTo, reference, planId };
  return { ...numbers, removedAfterCount, removedInDoubt, ...termsOf(claim) };
}

/** What was released and left after the count, and is in its number still. */
async function removedAfter(
  { store }: Pick<ChainServices, 'store'>,
  position: Position,
  seenUpTo: Instant,
  claim: Claim | undefined,
): Promise<KnownReservation[]> {
  const removed = await store.removedSince(position, seenUpTo);
  if (claim === undefined || claim.lacks === null) return removed;
  return removed.filter(({ acknowledgedAt }) => acknowledgedAt === null || acknowledgedAt > seenUpTo);
}

function termsOf(claim: Claim | undefined): Pick<StockCount, 'lacks' | 'leadTime' | 'unlimited'> {
  if (claim === undefined) return {};
  const { lacks, leadTime, unlimited } = claim;
  return { ...(lacks === null ? {} : { lacks }), leadTime, unlimited };
}

/** An order that is kept no more cannot tell its parts: all of it left with the last. */
function leftAfter(
  { quantity, leftQuantity, invoicedAt }: KnownReservation,
  facts: OrderFacts | undefined,
  instant: Instant,
): number {
  const left = leftQuantity ?? quantity;
  if (facts !== undefined) return left - Math.min(left, unitsGoneBy({ facts }, instant));
  return invoicedAt !== null && invoicedAt <= instant ? 0 : left;
}
