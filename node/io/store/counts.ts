import { type Position, samePosition } from '../../core/position';
import type { CarriedCount, StoredCount } from '../../store/plan';
import { inParallel } from './in-parallel';
import { changePosition, pointToPlan, positionOfPlan, readPlan } from './plans';
import { readPosition } from './settle';
import type { StoreContext } from './store-context';

/** A reference is recognised for as long as its count is among these. */
const KEPT = 100;

export function recordCount(
  ctx: StoreContext,
  count: StoredCount,
): Promise<{ planId: string; isNew: boolean }> {
  return changePosition<{ planId: string; isNew: boolean }>(ctx, count.position, async (document) => {
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

export async function countForPlan(ctx: StoreContext, planId: string): Promise<StoredCount | null> {
  const position = await positionOfPlan(ctx, planId);
  if (position === null) return null;
  return (await countsOf(ctx, position)).find((count) => count.planId === planId) ?? null;
}

export async function latestCount(ctx: StoreContext, position: Position): Promise<StoredCount | null> {
  return (await countsOf(ctx, position)).at(-1) ?? null;
}

/** See `PlanStore.countsAt`. */
export async function countsAt(
  ctx: StoreContext,
  position: Position,
  { limit, reference }: { limit: number; reference?: string },
): Promise<CarriedCount[]> {
  const document = (await readPosition(ctx, position))?.document;
  const wanted = (document?.counts ?? [])
    .filter((count) => reference === undefined || count.reference === reference)
    .reverse()
    .sort((a, b) => (a.countedAt === b.countedAt ? 0 : a.countedAt > b.countedAt ? -1 : 1))
    .slice(0, limit);
  const carriers = new Map(document?.carriers.map((one) => [one.reference, one.planId]));
  return inParallel(wanted, async (count) => {
    const planId = carriers.get(count.reference);
    const kept = document?.plans.find(({ plan }) => plan.planId === planId)?.plan;
    const plan = kept ?? (planId === undefined ? null : await readPlan(ctx, planId));
    return { count, plan };
  });
}

async function countsOf(ctx: StoreContext, position: Position): Promise<StoredCount[]> {
  const counts = (await readPosition(ctx, position))?.document.counts ?? [];
  return counts.filter((count) => samePosition(count.position, position));
}
