import type { StockCount } from '../core/gate/plan';
import { unitsGoneBy } from '../core/gate/standing';
import { plusMs } from '../core/instant';
import type { Position } from '../core/position';
import { waitingCount } from '../counts/counts-of';
import type { ChainServices } from '../services/chain-services';
import type { CarriedCount } from '../store/plan';
import { orderFactsOf } from './gather-facts';

export interface PendingCount extends StockCount {
  /** Promised to the ERP when it sent the count: the first plan that carries the count gets this id. */
  planId: string;
}

/**
 * The stock count that the next plan has to carry, whatever asks for that plan: one that waits (recorded a moment
 * ago, held, or for a person) is not dropped by an event that plans the position anew, nor by a crash between the
 * end of its plan and the next one, nor is one whose update was not applied. What was carried out, dismissed, or
 * changed nothing is over, and with it every older one.
 */
export async function pendingCount(
  services: Pick<ChainServices, 'store'>,
  position: Position,
  counts: readonly CarriedCount[],
  clockAheadMs: number,
): Promise<PendingCount | null> {
  const waiting = waitingCount(counts);
  if (waiting === null) return null;
  const { onHand, countedAt, reference, planId } = waiting.count;
  const seenUpTo = plusMs(countedAt, -clockAheadMs);
  const removed = await services.store.removedSince(position, seenUpTo);
  const facts = await orderFactsOf(services, position, removed);
  const removedAfterCount = removed.reduce((sum, { lockId, quantity, leftQuantity }) => {
    const known = facts.get(lockId);
    const left = leftQuantity ?? quantity;
    // An order that is kept no more cannot tell its parts: all of it left with the last.
    return sum + left - (known === undefined ? 0 : Math.min(left, unitsGoneBy({ facts: known }, seenUpTo)));
  }, 0);
  return { onHand, countedAt, seenUpTo, reference, planId, removedAfterCount };
}
