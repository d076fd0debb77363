import type { LogEntry } from '../../store/sync-log';
import type { TruthDocument } from './read-document';
import type { DocumentHead, StoredLine, StoredPlan } from './shapes';
import type { StoreContext } from './store-context';

/** Lines that the sink has; a person sees the latest with the order or the position. */
const KEPT_LINES = 30;
/** Lines that the sink does not have, when it is away for long: beyond this the oldest are lost to the search. */
const WAITING_LINES = 300;

/** The log of the document's next version; ids follow from the commit, so that a line flushed twice is one line. */
export function withLines(
  head: DocumentHead,
  entries: readonly LogEntry[],
  commit: { revision: number; commitId: string; flushedRevision: number; atMs: number },
): StoredLine[] {
  const added = entries.map((entry, index) => ({
    ...entry,
    id: `${commit.commitId}-${index}`,
    atMs: commit.atMs,
    revision: commit.revision,
  }));
  const waiting = [...head.log.filter((line) => line.revision > commit.flushedRevision), ...added];
  const flushed = head.log.filter((line) => line.revision <= commit.flushedRevision);
  const room = Math.max(0, KEPT_LINES - waiting.length);
  return [...(room === 0 ? [] : flushed.slice(-room)), ...waiting.slice(-WAITING_LINES)];
}

/** Up to which revision the sink is known to have everything. */
export function flushedRevisionOf(ctx: StoreContext, path: string, head: DocumentHead): number {
  return Math.max(head.flushedRevision, ctx.flushed.get(path) ?? 0);
}

/** Hands to the sink what it may not have yet. Never fails: what it did not take comes with the next change. */
export async function flush(ctx: StoreContext, path: string, document: TruthDocument): Promise<void> {
  const since = flushedRevisionOf(ctx, path, document);
  const lines = document.log.filter((line) => line.revision > since);
  const plans: StoredPlan[] = document.kind === 'position' ? document.plans : [];
  try {
    if (lines.length > 0) await ctx.sink.append(lines.map(({ revision: _revision, ...entry }) => entry));
    for (const { plan, changedRevision } of plans) {
      if (changedRevision > since) await ctx.sink.planChanged(plan);
    }
    ctx.flushed.set(path, document.revision);
  } catch (error) {
    ctx.onSinkFailure?.(error);
  }
}
