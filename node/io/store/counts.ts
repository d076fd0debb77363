import type { PlanId } from '../../core/id';
import type { Position } from '../../core/position';
import { say } from '../../core/said/say';
import { waitingCount } from '../../counts/counts-of';
import type { CarriedCount, StoredCount } from '../../store/plan';
import { dropCountsFrom, newestFirst } from './drop-counts';
import { readPositionDocument } from './finish-begun';
import { inParallel } from './in-parallel';
import { isForgotten, removedCopies } from './known-at-position';
import { changePosition, pointToPlan, readPlan } from './plans';
import type { StoreContext } from './store-context';

/** A reference is recognised for as long as its count is among these. */
const KEPT = 100;

export function recordCount(
  ctx: StoreContext,
  count: StoredCount,
): Promise<{ planId: PlanId; isNew: boolean }> {
  return changePosition<{ planId: PlanId; isNew: boolean }>(ctx, count.position, async (document) => {
    const first = document.counts.find(({ reference }) => reference === count.reference);
    if (first) return { kind: 'stop', result: { planId: first.planId, isNew: false } };
    await pointToPlan(ctx, count.planId, count.position);
    const counts = [...document.counts, structuredClone(count)].slice(-KEPT);
    return {
      kind: 'write',
      document: { ...document, counts },
      result: { planId: count.planId, isNew: true },
    };
  });
}

/**
 * See `PlanStore.countsAt`. A count whose plan is no longer kept is over, and so is every older one: both are left
 * out. So is one that can no longer be set, see `dropUnjudgeable`.
 */
export async function countsAt(
  ctx: StoreContext,
  position: Position,
  { limit, reference }: { limit: number; reference?: string },
): Promise<CarriedCount[]> {
  const document = (await readPositionDocument(ctx, position))?.document;
  const wanted = newestFirst(document?.counts ?? [])
    .filter((count) => reference === undefined || count.reference === reference)
    .slice(0, limit);
  const carriers = new Map(document?.carriers.map((one) => [one.reference, one.planId]));
  const carried = await inParallel(wanted, async (count) => {
    const planId = carriers.get(count.reference);
    const kept = document?.plans.find(({ plan }) => plan.planId === planId)?.plan;
    const plan = kept ?? (planId === undefined ? null : await readPlan(ctx, planId));
    return { count, plan, isGone: plan === null && planId !== undefined };
  });
  const gone = carried.findIndex(({ isGone }) => isGone);
  const counts = carried.slice(0, gone < 0 ? undefined : gone).map(({ count, plan }) => ({ count, plan }));
  return reference === undefined ? dropUnjudgeable(ctx, position, counts) : counts;
}

/**
 * A count that waits and is older than what is kept of removals: how much was removed after it is not known, so
 * setting it could sell what is gone. It is dropped, and the log asks for a new one.
 */
async function dropUnjudgeable(
  ctx: StoreContext,
  position: Position,
  counts: CarriedCount[],
): Promise<CarriedCount[]> {
  const waiting = waitingCount(counts);
  if (waiting === null) return counts;
  const { countedAt, reference } = waiting.count;
  if (!isForgotten(await removedCopies(ctx, position), countedAt)) return counts;
  const { skuId, warehouseId } = position;
  const sentence = say('count.too-old', { skuId, warehouseId, reference, countedAt });
  await dropCountsFrom(ctx, position, reference, [
    { kind: 'plan', outcome: 'attention', ...sentence, skuId, warehouseId },
  ]);
  return counts.filter(({ count }) => count.countedAt > countedAt);
}
