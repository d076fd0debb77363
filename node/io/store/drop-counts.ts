import type { PlanId } from '../../core/id';
import type { Position } from '../../core/position';
import type { StoredCount } from '../../store/plan';
import type { LogEntry } from '../../store/sync-log';
import { changePosition } from './plans';
import type { PositionDocument } from './shapes';
import type { StoreContext } from './store-context';

/** Newest `countedAt` first; of equal ones the one recorded last. */
export function newestFirst(counts: readonly StoredCount[]): StoredCount[] {
  return [...counts]
    .reverse()
    .sort((a, b) => (a.countedAt === b.countedAt ? 0 : a.countedAt > b.countedAt ? -1 : 1));
}

/**
 * Before a plan's last record goes: a count whose plan is gone would look like one that nobody has planned yet.
 * The older ones go with it, since it may be all that says that they are over.
 */
export function dropCountsOfPlan(ctx: StoreContext, position: Position, planId: PlanId): Promise<void> {
  return changePosition<void>(ctx, position, (document) => {
    const reference = document.carriers.find((one) => one.planId === planId)?.reference;
    const after = reference === undefined ? null : withoutCountsFrom(document, reference);
    return after === null
      ? { kind: 'stop', result: undefined }
      : { kind: 'write', document: after, result: undefined };
  });
}

/** Takes a count, and every older one, out of the record; the log says why. */
export function dropCountsFrom(
  ctx: StoreContext,
  position: Position,
  reference: string,
  log: readonly LogEntry[],
): Promise<void> {
  return changePosition<void>(ctx, position, (document) => {
    const after = withoutCountsFrom(document, reference);
    return after === null
      ? { kind: 'stop', result: undefined }
      : { kind: 'write', document: after, log, result: undefined };
  });
}

/** Null when no such count is kept. */
function withoutCountsFrom(document: PositionDocument, reference: string): PositionDocument | null {
  const counts = newestFirst(document.counts);
  const from = counts.findIndex((count) => count.reference === reference);
  if (from < 0) return null;
  const gone = new Set(counts.slice(from).map((count) => count.reference));
  return {
    ...document,
    counts: document.counts.filter((count) => !gone.has(count.reference)),
    carriers: document.carriers.filter((one) => !gone.has(one.reference)),
  };
}
