import { say } from '../core/said/say';
import type { SweepProgress } from '../store/sweep-progress';
import { isoOf } from './schemas/fields';
import type { SweepProgressView } from './schemas/sweep';

/** A sweep writes after each page; one that is silent for so long died with its process, or waits for a worker. */
const SILENT_AFTER_MS = 5 * 60_000;

export function describeSweep(progress: SweepProgress | null, nowMs: number): SweepProgressView {
  if (progress === null) {
    return { state: 'idle', startedAt: null, orders: 0, total: null, share: null, message: null, said: null };
  }
  const { startedAtMs, updatedAtMs, endedAtMs, orders, total, share, message, said = null } = progress;
  const shown = { startedAt: isoOf(startedAtMs), orders, total, share };
  if (endedAtMs !== null) return { ...shown, state: 'idle', message, said };
  if (nowMs - updatedAtMs > SILENT_AFTER_MS) {
    return { ...shown, state: 'idle', ...say('sweep.did-not-end') };
  }
  return { ...shown, state: 'running', message, said };
}
