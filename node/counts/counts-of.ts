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

/** A position that nobody writes to every minute has fewer that may still matter. */
const NEWEST = 20;
/** What a caller sends while a position cannot be planned; more would be of no use. */
const MOST = 320;

/**
 * The position's counts that may still matter, newest `countedAt` first: as many as it takes to find the one that was
 * applied last.
 */
export async function countsOf(store: CountStore, position: Position): Promise<CarriedCount[]> {
  for (let limit = NEWEST; ; limit *= 4) {
    const counts = await store.countsAt(position, { limit });
    if (counts.length < limit || limit >= MOST || lastApplied(counts) !== null) return counts;
  }
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

const ON_ITS_WAY = new Set<Plan['state']>(['approved', 'executing']);

/**
 * References of what callers of the gateway wrote and nobody asks for any more. Kept are the newest of each caller, what
 * was applied last, and what is on its way: a system that writes every two minutes would else fill the record.
 */
export function replacedClaims(newestFirst: readonly CarriedCount[]): string[] {
  const applied = lastApplied(newestFirst);
  const newest = new Set<string>();
  return newestFirst.flatMap((one) => {
    const { claim, reference } = one.count;
    if (claim === undefined) return [];
    const isNewest = !newest.has(claim.caller);
    newest.add(claim.caller);
    const isNeeded = isNewest || one === applied || ON_ITS_WAY.has(one.plan?.state ?? 'held');
    return isNeeded ? [] : [reference];
  });
}
