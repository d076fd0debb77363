import { msOfInstant } from '../core/instant';
import type { SweepCursor } from './sweep-cursors';

/**
 * How a sweep gets on however often it is cut (a deadline of the host, VTEX away, a process that dies).
 *
 * It lists one stretch of time after the other; a cursor moves only over a whole stretch, since VTEX orders its
 * list by creation alone, whatever the date that was asked for. So that no stretch is too long for every run, its
 * length is remembered: a run leaves a quarter of it before its first stretch, and the length it got on with after
 * each whole one, doubled when that was soon done. So a run either moves the cursor on or leaves a shorter stretch
 * to the next, also when its end left no time to save anything; some stretch is short enough.
 *
 * VTEX's index lags. Everything is therefore listed once more when it is older than the overlap: a run begins at its
 * cursor, or at the moment of that listing less the overlap, whichever is earlier. Both are later after any whole
 * stretch, however short: the stretch need not be longer than the overlap, and only the youngest minutes are
 * listed twice. In exchange a cursor may go back, into minutes that were listed too early to be sure of them.
 */
const MINUTE = 60_000;
const MIN_OVERLAP_MS = 10 * MINUTE;
const LONGEST_MS = 60 * MINUTE;
/** VTEX's list is not divided further; it serves no more than 30 pages of it. */
const SHORTEST_MS = 1_000;
/** Twice as much still fits into a run of the host that gives least time. */
const SOON_DONE_MS = 10_000;

/** Where a run that begins now begins, in epoch ms. A clock that was set back must not stop the sweep until then. */
export function startOf({ upTo, listedAt }: SweepCursor, nowMs: number, overlapMs = 0): number {
  const sureMs = Math.min(msOfInstant(listedAt), nowMs) - Math.max(MIN_OVERLAP_MS, overlapMs);
  return Math.min(msOfInstant(upTo), sureMs);
}

/** The length to begin with. */
export function stretchOf({ stretchMs }: SweepCursor): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, stretchMs ?? LONGEST_MS));
}

/** The length after a stretch that was cut. */
export function shorter(stretchMs: number): number {
  return Math.max(SHORTEST_MS, Math.floor(stretchMs / 4));
}

/** The length after a whole stretch; its own may have been less than allowed, at the end of the time to be swept. */
export function afterWhole(stretchMs: number, done: { lengthMs: number; tookMs: number }): number {
  if (done.tookMs >= SOON_DONE_MS) return stretchMs;
  return Math.min(LONGEST_MS, Math.max(stretchMs, 2 * done.lengthMs));
}
