/**
 * The pace of one endpoint of one account, shared by every process: additive increase, multiplicative
 * decrease. VTEX publishes one number only, 6,000 a minute (100 a second) for "Get order", and shares it
 * between all integrations of the account. So:
 * - begin at 20 a second: a fifth of that, and still 1,200 orders a minute from the first moment;
 * - gain 1 a second for every second called at full pace, up to 80: the rest is for others;
 * - halve at a 429, once per incident, and stop until VTEX wants us back.
 */
export const PACE = {
  startPerSecond: 20,
  maxPerSecond: 80,
  minPerSecond: 0.5,
  sliceMs: 500,
  maxPermits: 20,
} as const;

export interface Pace {
  ratePerSecond: number;
  /** Everything before this moment is given out already. Epoch ms. */
  nextFreeAtMs: number;
  /** A 429 stands until then: later ones of the same incident do not halve again. Epoch ms. */
  blockedUntilMs: number;
}

/** A slice of the future that one process may fill with `permits` calls, from `startsAtMs` on. */
export interface Lease {
  permits: number;
  startsAtMs: number;
}

export function freshPace(nowMs: number): Pace {
  return { ratePerSecond: PACE.startPerSecond, nextFreeAtMs: nowMs, blockedUntilMs: 0 };
}

/** Half a second's worth of calls, at least one, so that steady calling asks for two leases a second. */
export function permitsAt(ratePerSecond: number): number {
  return Math.max(1, Math.min(PACE.maxPermits, Math.floor((ratePerSecond * PACE.sliceMs) / 1000)));
}

/**
 * Gives out the next slice.
 * @param successes calls that VTEX took since the last lease; each adds 1/rate, so a full second adds 1
 */
export function leaseOf(pace: Pace, nowMs: number, successes: number): { pace: Pace; lease: Lease } {
  const permits = permitsAt(pace.ratePerSecond);
  const startsAtMs = Math.max(pace.nextFreeAtMs, pace.blockedUntilMs, nowMs);
  const ratePerSecond = Math.min(PACE.maxPerSecond, pace.ratePerSecond + successes / pace.ratePerSecond);
  const nextFreeAtMs = startsAtMs + (permits * 1000) / pace.ratePerSecond;
  return { pace: { ...pace, ratePerSecond, nextFreeAtMs }, lease: { permits, startsAtMs } };
}

/** VTEX said 429. */
export function cutPace(pace: Pace, nowMs: number, retryAfterMs: number): Pace {
  const sameIncident = nowMs < pace.blockedUntilMs;
  return {
    ratePerSecond: sameIncident ? pace.ratePerSecond : Math.max(PACE.minPerSecond, pace.ratePerSecond / 2),
    nextFreeAtMs: pace.nextFreeAtMs,
    blockedUntilMs: Math.max(pace.blockedUntilMs, nowMs + retryAfterMs),
  };
}
