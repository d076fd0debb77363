import type { VtexProblem } from '../../store/listener-state';
import type { Done, MasterDataFailure } from './master-data';

/**
 * What a worker remembers of Master Data between its requests: one for each account and workspace, for a worker
 * of VTEX IO serves every account that has the app.
 */
export interface SearchMemory {
  /** Schemas that are saved, or are being saved, by name. */
  readonly schemas: Map<string, Promise<Done>>;
  /** Since the last success; null while all is well. */
  trouble: Trouble | null;
  /** Documents that Master Data refused for good, and will not hold. */
  refused: number;
  /** Calls that failed since the worker started. */
  failures: number;
  /** Answers of the overview that may be some seconds old, by name. */
  readonly kept: Map<string, { atMs: number; value: Promise<unknown> }>;
}

/** Times are epoch ms. */
export interface Trouble {
  sinceMs: number;
  lastMs: number;
  /** Nobody asks before. */
  pausedUntilMs: number;
  failure: MasterDataFailure;
}

export function createSearchMemory(): SearchMemory {
  return { schemas: new Map(), trouble: null, refused: 0, failures: 0, kept: new Map() };
}

/** After a failure the store's steps go on without asking for so long: an outage must not slow them down. */
const PAUSE_MS = 30_000;
/** VTEX asks to wait a minute after a 429. */
const PAUSE_AFTER_429_MS = 60_000;
const LONGEST_PAUSE_MS = 600_000;

export function noteFailure(memory: SearchMemory, failure: MasterDataFailure, nowMs: number): void {
  memory.failures += 1;
  const usual = failure.status === 429 ? PAUSE_AFTER_429_MS : PAUSE_MS;
  const pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(usual, failure.retryAfterMs ?? 0));
  memory.trouble = {
    sinceMs: memory.trouble?.sinceMs ?? nowMs,
    lastMs: nowMs,
    pausedUntilMs: nowMs + pauseMs,
    failure,
  };
}

/** A call that was under way when another failed does not end the pause. */
export function noteSuccess(memory: SearchMemory, nowMs: number): void {
  if (memory.trouble !== null && nowMs >= memory.trouble.pausedUntilMs) memory.trouble = null;
}

/** As the overview shows it, among what else is wrong with VTEX. */
export function searchProblems({ trouble, refused }: SearchMemory, nowMs: number): VtexProblem[] {
  const endpoint = 'Master Data';
  const problems: VtexProblem[] = [];
  if (trouble !== null) {
    const { failure, sinceMs, lastMs } = trouble;
    const isForbidden = failure.retry === 'person';
    problems.push({
      endpoint,
      kind: isForbidden ? 'forbidden' : 'unavailable',
      status: failure.status,
      missingResource: isForbidden ? 'ADMIN_DS' : null,
      message: `${failure.message} The log, the list of recommendations and their numbers here are behind; orders and stock are not.`,
      sinceMs,
      lastMs,
    });
  }
  if (refused > 0) {
    const message = `${refused} line(s) were refused and cannot be searched; their orders and positions show them.`;
    const shown = { endpoint, kind: 'refused', status: 400, missingResource: null, message };
    problems.push({ ...shown, sinceMs: nowMs, lastMs: nowMs });
  }
  return problems;
}
