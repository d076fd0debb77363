import type { Documents } from '../documents/documents';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { listWork } from './list-work';
import { readWork, type WorkCache } from './read-work';
import {
  CLAIM_MS,
  freeAtMs,
  mergeWork,
  pathOfWork,
  type WaitingWork,
  type Work,
  type WorkDocument,
  type WorkLane,
} from './work';

export interface WorkListServices {
  documents: Documents;
  /** Of this worker and account. */
  cache: WorkCache;
  /** Epoch ms. */
  now(): number;
  newId(): string;
  /** In [0, 1). */
  random(): number;
  pause(ms: number): Promise<void>;
}

export interface ClaimedWork {
  path: string;
  etag: string;
  token: string;
  document: WorkDocument;
}

export type WorkEnd =
  | { kind: 'done' }
  /** `work`: as what it waits from now on, where that is something else. */
  | { kind: 'again'; atMs: number; work?: Work }
  | { kind: 'failed'; atMs: number };

export interface WorkList {
  /**
   * The piece is done no earlier than the given time and, tick or event granted, soon after. Durable when it
   * resolves. Asked for twice it waits once, at the earlier time; asked for while it runs it runs once more.
   * Throws `PlatformUnavailable` when that cannot be made sure.
   */
  ask(piece: Work, notBeforeMs: number): Promise<{ path: string }>;
  /**
   * The next few pages of what there is in these lanes, of all when none is said. `hints` are read whatever the
   * listing, which may lag behind, shows.
   */
  due(hints: Iterable<string>, lanes?: readonly WorkLane[]): Promise<DueWork>;
  /** Null when somebody else was first, or it is not sure. */
  claim(waiting: WaitingWork): Promise<ClaimedWork | null>;
  /** Ends a claim. Whatever cannot be written is put right by the claim's running out. */
  end(claimed: ClaimedWork, end: WorkEnd): Promise<void>;
}

export interface DueWork {
  /** May be claimed now; longest waiting first. */
  ready: WaitingWork[];
  /** May be claimed at that time (epoch ms); soonest first. */
  later: { path: string; atMs: number }[];
  /** Lanes of which this was the end of the listing: the next look begins at its front. */
  through: ReadonlySet<WorkLane>;
}

const TRIES = 8;
const ALL_LANES: readonly WorkLane[] = ['vtex', 'erp'];

/** The to-do list of one account: what is promised here survives every worker, and is done at least once. */
export function createWorkList(services: WorkListServices): WorkList {
  const { documents, now, newId } = services;

  async function ask(piece: Work, notBeforeMs: number): Promise<{ path: string }> {
    const path = pathOfWork(piece);
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const found = await readWork(documents, path);
      if (found.kind === 'found' && alreadyAsked(found.document, piece, notBeforeMs)) return { path };
      if (found.kind !== 'unsure') {
        const next = asked(found.kind === 'found' ? found.document : null, piece, notBeforeMs, now());
        const etag = found.kind === 'absent' ? 'absent' : found.etag;
        const written = await documents.write(path, { ...next, writeId: newId() }, etag);
        // After no answer the next reading tells whether it is there.
        if (written.kind === 'written') return { path };
      }
      await services.pause(Math.ceil(20 * 2 ** Math.min(attempt, 4) * (0.5 + services.random())));
    }
    throw new PlatformUnavailable(`VBase did not take the work ${piece.kind}.`);
  }

  async function claim({ path, etag, document }: WaitingWork): Promise<ClaimedWork | null> {
    const token = newId();
    const claimed: WorkDocument = {
      ...document,
      dueAtMs: null,
      claim: { token, untilMs: now() + CLAIM_MS },
      writeId: newId(),
    };
    services.cache.forget(path);
    const written = await documents.write(path, claimed, etag);
    return written.kind === 'written' ? { path, etag: written.etag, token, document: claimed } : null;
  }

  async function end(claimed: ClaimedWork, how: WorkEnd): Promise<void> {
    let { etag, document } = claimed;
    services.cache.forget(claimed.path);
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const left = ended(document, how);
      const result =
        left === null
          ? await documents.remove(claimed.path, etag)
          : await documents.write(claimed.path, { ...left, writeId: newId() }, etag);
      if (result.kind !== 'conflict') return;
      // Asked for again meanwhile, or the claim ran out and somebody else has it.
      const found = await readWork(documents, claimed.path);
      if (found.kind !== 'found' || found.document.claim?.token !== claimed.token) return;
      ({ etag, document } = found);
    }
  }

  return { ask, claim, end, due: (hints, lanes = ALL_LANES) => dueWork(services, hints, lanes) };
}

/**
 * A run that begins after this moment is asked for already; nothing has to be written. A claim that ran out is no
 * promise of one: its worker may be slow, not dead, and would end the piece with what was asked meanwhile.
 */
function alreadyAsked(document: WorkDocument, piece: Work, notBeforeMs: number): boolean {
  const merged = mergeWork(document.work, piece);
  const sameReason = JSON.stringify(merged) === JSON.stringify(document.work);
  return sameReason && document.dueAtMs !== null && document.dueAtMs <= notBeforeMs;
}

function asked(
  document: WorkDocument | null,
  piece: Work,
  notBeforeMs: number,
  nowMs: number,
): Omit<WorkDocument, 'writeId'> {
  if (document === null) return { work: piece, dueAtMs: notBeforeMs, claim: null, failures: 0 };
  const claim = document.claim !== null && document.claim.untilMs > nowMs ? document.claim : null;
  const dueAtMs = Math.min(document.dueAtMs ?? Number.POSITIVE_INFINITY, notBeforeMs);
  return { work: mergeWork(document.work, piece), dueAtMs, claim, failures: document.failures };
}

/** What is left of a piece after its run; null: nothing. */
function ended(document: WorkDocument, how: WorkEnd): WorkDocument | null {
  if (how.kind === 'done') {
    const work = asNew(document.work);
    return document.dueAtMs === null ? null : { ...document, work, claim: null, failures: 0 };
  }
  const dueAtMs = Math.min(document.dueAtMs ?? Number.POSITIVE_INFINITY, how.atMs);
  const failures = how.kind === 'failed' ? document.failures + 1 : 0;
  const work = how.kind === 'again' && how.work !== undefined ? how.work : document.work;
  return { ...document, work, dueAtMs, claim: null, failures };
}

/** Without what the runs before it left. */
function asNew(work: Work): Work {
  return work.kind === 'look-at-order' ? { kind: work.kind, orderId: work.orderId } : work;
}

async function dueWork(
  { documents, cache, now }: WorkListServices,
  hints: Iterable<string>,
  lanes: readonly WorkLane[],
): Promise<DueWork> {
  const { waiting, through } = await listWork(documents, cache, hints, lanes);
  const nowMs = now();
  const timed = waiting
    .map((one) => ({ one, path: one.path, atMs: freeAtMs(one.document, nowMs) }))
    .sort((a, b) => a.atMs - b.atMs);
  return {
    ready: timed.filter(({ atMs }) => atMs <= nowMs).map(({ one }) => one),
    later: timed.filter(({ atMs }) => atMs > nowMs).map(({ path, atMs }) => ({ path, atMs })),
    through,
  };
}
