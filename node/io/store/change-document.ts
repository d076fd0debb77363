import type { LogEntry } from '../../store/sync-log';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { flush, flushedRevisionOf, withLines } from './log-part';
import { readTruth, type TruthDocument } from './read-document';
import type { Source } from './sources';
import type { StoreContext } from './store-context';

export type Step<Document, Result> =
  | { kind: 'write'; document: Document; log?: readonly LogEntry[]; result: Result }
  | { kind: 'stop'; result: Result };

export interface Change<Document extends TruthDocument, Result> {
  source: Source<Document>;
  /** Finishes what others left in the document; true when it has to be read again. */
  settle?(document: Document): Promise<boolean>;
  /** May run more than once. */
  step(document: Document): Promise<Step<Document, Result>> | Step<Document, Result>;
}

/** Each round one of several writers wins; more rounds than this mean that something is wrong. */
const ROUNDS = 60;

/**
 * Read, decide, write on the condition that nobody wrote since; again after a conflict. Throws
 * `PlatformUnavailable` when VBase leaves it unsure whether the step was done: it may be done again.
 */
export async function changeDocument<Document extends TruthDocument, Result>(
  ctx: StoreContext,
  change: Change<Document, Result>,
): Promise<Result> {
  const { source } = change;
  let tried: { commitId: string; result: Result } | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) await backOff(ctx, round);
    const loaded = await readTruth<Document>(ctx.documents, source.path, source.isIt);
    // A conflict may have been with our own write, sent twice on the way.
    if (tried !== null && loaded?.document.commitId === tried.commitId) return tried.result;
    if (loaded !== null && (await change.settle?.(loaded.document))) continue;
    const base: Document = loaded?.document ?? source.empty();
    const step = await change.step(structuredClone(base));
    if (step.kind === 'stop') {
      if (loaded !== null) await flushIfBehind(ctx, source.path, loaded.document);
      return step.result;
    }
    const written: Written = await writeVersion(ctx, source, { base, etag: loaded?.etag ?? 'absent' }, step);
    if (written.kind === 'written') return step.result;
    tried = { commitId: written.commitId, result: step.result };
  }
  throw new PlatformUnavailable(`${source.path} is being changed by too many at once`);
}

interface Written {
  kind: 'written' | 'conflict';
  commitId: string;
}

/** One conditional write of the document's next version, with its log; then the log goes to the sink. */
export async function writeVersion<Document extends TruthDocument>(
  ctx: StoreContext,
  source: Source<Document>,
  from: { base: Document; etag: string },
  to: { document: Document; log?: readonly LogEntry[] },
): Promise<Written> {
  const revision = from.base.revision + 1;
  const flushedRevision = flushedRevisionOf(ctx, source.path, from.base);
  const commit = { revision, commitId: ctx.newId(), flushedRevision };
  const log = withLines(from.base, to.log ?? [], { ...commit, atMs: ctx.now() });
  const document: Document = { ...to.document, ...commit, log };
  const result = await ctx.documents.write(source.path, document, from.etag);
  if (result.kind === 'conflict') return { kind: 'conflict', commitId: commit.commitId };
  if (result.kind === 'unsure') await confirm(ctx, source, commit.commitId, result.message);
  await flush(ctx, source.path, document);
  return { kind: 'written', commitId: commit.commitId };
}

/** After a write without an answer: the document itself says whether it was applied. */
async function confirm(
  ctx: StoreContext,
  source: Source<TruthDocument>,
  commitId: string,
  message: string,
): Promise<void> {
  const now = await readTruth(ctx.documents, source.path, source.isIt);
  if (now?.document.commitId !== commitId) throw new PlatformUnavailable(message);
}

/** Whoever finds the step done already may be the one who repeats it after a crash between commit and flush. */
async function flushIfBehind(ctx: StoreContext, path: string, document: TruthDocument): Promise<void> {
  if (flushedRevisionOf(ctx, path, document) < document.revision) await flush(ctx, path, document);
}

/** The more often in vain, the longer, and never all at the same time. */
export function backOff(ctx: StoreContext, round: number): Promise<void> {
  return ctx.pause(Math.round(Math.min(400, 10 * 2 ** Math.min(round, 6)) * (0.5 + ctx.random())));
}
