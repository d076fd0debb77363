const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Wait after the n-th failed attempt; the last one repeats. */
const WAITS_MS = [
  5 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  40 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
];
const LONGEST_WAIT_MS = 4 * HOUR;

export const GIVE_UP_AFTER_MS = 48 * HOUR;

/**
 * However old a delivery is, it is tried this often before it is parked: one that stood behind a parked
 * one, or that a person retries after two days, must survive an ERP that is still waking up.
 */
export const FEWEST_ATTEMPTS = 8;

export interface FailedAttempt {
  /** Including the one that just failed. */
  attempts: number;
  createdAtMs: number;
  nowMs: number;
  /** What the ERP asked for; kept up to the longest wait of the table. */
  retryAfterMs: number | null;
  /** In [0, 1). */
  random: number;
}

/** Epoch ms of the next attempt, or null when it is time to give up and let a person decide. */
export function nextAttemptAtMs(failed: FailedAttempt): number | null {
  const giveUpAtMs = failed.createdAtMs + GIVE_UP_AFTER_MS;
  if (failed.nowMs >= giveUpAtMs && failed.attempts >= FEWEST_ATTEMPTS) return null;
  const nextMs = failed.nowMs + waitMs(failed);
  // The last attempt falls on the end of the two days, not up to one wait before it.
  return failed.nowMs < giveUpAtMs && failed.attempts >= FEWEST_ATTEMPTS
    ? Math.min(nextMs, giveUpAtMs)
    : nextMs;
}

/** The longest that a delivery waits before it looks again for what another one is parked for. */
export const WAIT_FOR_MISSING_MS = 10 * MINUTE;

/** `isSoon`: only somebody else's writing was in the way. */
export function missingWaitMs(isSoon: boolean, random: number): number {
  return Math.round((isSoon ? 5 * SECOND : WAIT_FOR_MISSING_MS) * (0.8 + 0.2 * random));
}

/** Jitter of a fifth either way keeps streams that failed together from coming back together. */
function waitMs(failed: FailedAttempt): number {
  const wait = WAITS_MS[Math.min(Math.max(failed.attempts, 1), WAITS_MS.length) - 1] ?? LONGEST_WAIT_MS;
  const jittered = Math.round(wait * (0.8 + 0.4 * failed.random));
  return Math.max(jittered, Math.min(failed.retryAfterMs ?? 0, LONGEST_WAIT_MS));
}
