import type { StockCount } from '../core/gate/plan';
import type { Position } from '../core/position';
import type { ChainServices } from '../services/chain-services';
import type { Plan, StoredCount } from '../store/plan';

export interface PendingCount extends StockCount {
  /** Promised to the ERP when it sent the count: the first plan that carries the count gets this id. */
  planId: string;
}

const STILL_TO_DO = new Set<Plan['state']>(['held', 'proposed', 'approved', 'executing']);

/** Its update did nothing, or somebody else's came in between: what was counted is still to be set. */
function isStillToDo({ state, result }: Plan): boolean {
  if (state === 'failed') return result?.kind === 'unclear' || result?.kind === 'not-applied';
  return STILL_TO_DO.has(state);
}

/**
 * The stock count that the next plan has to carry. A count that waits (held, or for a person) is not dropped by
 * an event that plans the position anew, nor is one whose update was not applied; one that was carried out, dismissed, or that changed nothing is over.
 */
export async function pendingCount(
  services: ChainServices,
  position: Position,
  trigger: Plan['trigger'],
  current: Plan | null,
): Promise<PendingCount | null> {
  const waits = current !== null && carries(current) && isStillToDo(current);
  if (trigger !== 'count' && !waits) return null;
  const latest = await services.store.latestCount(position);
  if (latest === null || (await isOver(services, latest, current))) return null;
  if (trigger !== 'count' && latest.reference !== current?.countReference) return null;
  const { onHand, countedAt, reference, planId } = latest;
  const removed = await services.store.removedSince(position, countedAt);
  const removedAfterCount = removed.reduce((sum, one) => sum + one.quantity, 0);
  return { onHand, countedAt, reference, planId, removedAfterCount };
}

function carries(plan: Plan): boolean {
  return plan.countReference !== null && plan.gate.kind !== 'nothing';
}

async function isOver(services: ChainServices, count: StoredCount, current: Plan | null): Promise<boolean> {
  if (current?.countReference === count.reference) return !isStillToDo(current);
  const first = await services.store.plan(count.planId);
  return first !== null && first.state !== 'superseded';
}
