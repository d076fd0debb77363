import type { LogEntry } from '../../store/sync-log';
import { type PieceServices, runPiece } from './run-piece';
import type { WaitingWork } from './work';
import { RING_WITHIN_MS, type WorkBell } from './work-bell';
import type { WorkEnd, WorkList } from './work-list';

export interface RunServices {
  list: WorkList;
  bell: WorkBell;
  pieces: PieceServices;
  /** A piece ended in an exception: a bug, or a platform that does not answer. */
  onFailure(error: unknown, kind: string): void;
  /** Resolves after `ms`, or at once when new work is thrown in. */
  pause(ms: number): Promise<void>;
}

export interface RunLimits {
  /** Epoch ms; no piece is begun after it. */
  startUntilMs: number;
  /** Epoch ms; what is not free by then is not waited for. */
  waitUntilMs: number;
  /**
   * Whether the time until then is waited out for what is due after it, but soon enough to be rung for: an event
   * that came back at once would only ring again.
   */
  lingers: boolean;
}

export interface RunSummary {
  done: number;
  again: number;
  failed: number;
  /** Epoch ms at which the next piece of the list is free, as far as was seen; null: nothing waits. */
  nextAtMs: number | null;
}

const AT_ONCE = 4;
/** Two looks at the list are at least so far apart when the first had nothing to do. */
const SHORTEST_PAUSE_MS = 100;
/** Others were first with everything: what they do is done in a moment. */
const OTHERS_PAUSE_MS = 500;

/**
 * Does what is due, longest waiting first, and waits for what is due soon. `hints` are paths that the listing may
 * not show yet; more may be added while this runs, and those that were neither done nor gone are left in it.
 */
export async function runWork(
  services: RunServices,
  hints: Set<string>,
  limits: RunLimits,
): Promise<RunSummary> {
  const { list, bell } = services;
  const now = () => services.pieces.now();
  const summary: RunSummary = { done: 0, again: 0, failed: 0, nextAtMs: null };
  for (;;) {
    const { ready, later } = await list.due(new Set([...hints, ...bell.waiting().map(({ path }) => path)]));
    const found = new Set([...ready, ...later].map(({ path }) => path));
    for (const path of hints) if (!found.has(path)) hints.delete(path);
    summary.nextAtMs = ready.length > 0 ? now() : (later[0]?.atMs ?? null);
    if (now() >= limits.startUntilMs) return summary;
    if (ready.length > 0) {
      const claimed = await runAll(services, ready, limits.startUntilMs, summary, hints);
      if (claimed === 0) await services.pause(OTHERS_PAUSE_MS);
      continue;
    }
    const pauseMs = worthWaiting(summary.nextAtMs, limits, now());
    if (pauseMs === null) return summary;
    await services.pause(pauseMs);
  }
}

/** How long to wait before the next look; null: not at all. */
function worthWaiting(nextAtMs: number | null, limits: RunLimits, nowMs: number): number | null {
  const untilMs = Math.min(limits.waitUntilMs, limits.startUntilMs);
  if (nextAtMs === null || nowMs >= untilMs) return null;
  if (nextAtMs > (limits.lingers ? nowMs + RING_WITHIN_MS : untilMs)) return null;
  return Math.max(SHORTEST_PAUSE_MS, Math.min(nextAtMs, untilMs) - nowMs);
}

/** How many of them were ours to do. */
async function runAll(
  services: RunServices,
  ready: readonly WaitingWork[],
  startUntilMs: number,
  summary: RunSummary,
  hints: Set<string>,
): Promise<number> {
  const queue = [...ready];
  let claimed = 0;
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (services.pieces.now() >= startUntilMs) return;
      hints.delete(next.path);
      if (await runOne(services, next, startUntilMs, summary)) claimed += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return claimed;
}

/** False when somebody else was first. */
async function runOne(
  { list, bell, pieces, onFailure }: RunServices,
  waiting: WaitingWork,
  startUntilMs: number,
  summary: RunSummary,
): Promise<boolean> {
  const claimed = await list.claim(waiting);
  // Whoever was first does it; asked for anew after this, it is rung for anew.
  bell.served(waiting.path);
  if (claimed === null) return false;
  const { work, failures } = claimed.document;
  let end: WorkEnd;
  try {
    end = await runPiece(pieces, work, startUntilMs);
    summary[end.kind] += 1;
  } catch (error) {
    onFailure(error, work.kind);
    summary.failed += 1;
    end = { kind: 'failed', atMs: pieces.now() + failurePauseMs(failures) };
  }
  if (end.kind !== 'done') bell.asked(waiting.path, end.atMs);
  await list.end(claimed, end);
  return true;
}

const LONGEST_FAILURE_PAUSE_MS = 10 * 60_000;

/** Doubling from five seconds: a bug must not keep every event busy. */
function failurePauseMs(failures: number): number {
  return Math.min(LONGEST_FAILURE_PAUSE_MS, 5_000 * 2 ** Math.min(failures, 10));
}

/** For whoever looks in the sync log; the app's own log has the details. */
export function failedPieceEntry(error: unknown, kind: string): LogEntry {
  const name = error instanceof Error ? error.name : 'unknown error';
  const message = `A piece of work (${kind}) failed unexpectedly (${name}); it is tried again. The app's log has the details.`;
  return { kind: 'failure', outcome: 'retry', message, detail: { task: kind } };
}
