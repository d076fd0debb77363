import type { Position } from '../core/position';
import type { CarriedCount, Plan } from '../store/plan';
import type { PlanStore } from '../store/store';

export type CountStore = Pick<PlanStore, 'plan' | 'countsAt'>;

/**
 * What has become of a count.
 *
 * | state | its newest plan |
 * |---|---|
 * | waiting | none yet; held, for a person or on its way; its update did nothing, or only a repair, or a release, beside it was run |
 * | applied | its update executed and proven, or nothing was found to change |
 * | over | dismissed by a person, failed in a way that a person has to look at, or a plan without it took the place |
 */
export type CountState = 'waiting' | 'applied' | 'over';

export function stateOfCount({ plan }: Pick<CarriedCount, 'plan'>): CountState {
  if (plan === null) return 'waiting';
  const isBeside = plan.gate.kind === 'remove' && plan.gate.count === null;
  if (isBeside && (plan.state === 'executed' || plan.state === 'failed')) return 'waiting';
  const wasSet = plan.state === 'executed' && plan.gate.kind === 'remove';
  if (wasSet || plan.gate.kind === 'nothing') return 'applied';
  const wasNotSet = plan.result?.kind === 'unclear' || plan.result?.kind === 'not-applied';
  return wasNotSet || !ENDED.has(plan.state) ? 'waiting' : 'over';
}

const ENDED = new Set<Plan['state']>(['dismissed', 'failed', 'superseded']);

/** Counts that may still matter: beyond so many, all of them newer than the one looked for, none does. */
const NEWEST = 20;

/** The position's counts that may still matter, newest `countedAt` first. */
export function countsOf(store: CountStore, position: Position): Promise<CarriedCount[]> {
  return store.countsAt(position, { limit: NEWEST });
}

/** The count whose numbers the position has now; null when none was applied, or none is kept. */
export function lastApplied(counts: readonly CarriedCount[]): CarriedCount | null {
  return counts.find((one) => stateOfCount(one) === 'applied') ?? null;
}

/** The count that is still to be set: of several the newest, and never one older than what was applied. */
export function waitingCount(counts: readonly CarriedCount[]): CarriedCount | null {
  const [newest] = counts.filter((one) => stateOfCount(one) !== 'over');
  return newest !== undefined && stateOfCount(newest) === 'waiting' ? newest : null;
}
