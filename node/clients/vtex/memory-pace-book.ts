import { cutPace, freshPace, leaseOf, type Pace } from './rate-limit';
import type { PaceBook } from './rate-limiter';

/** For tests, the simulation, and a host that runs one process an account. */
export function createMemoryPaceBook(now: () => number): PaceBook {
  const paces = new Map<string, Pace>();
  const paceOf = (endpoint: string) => paces.get(endpoint) ?? freshPace(now());
  return {
    async lease(endpoint, successes) {
      const nowMs = now();
      const { pace, lease } = leaseOf(paceOf(endpoint), nowMs, successes);
      paces.set(endpoint, pace);
      return { permits: lease.permits, startsInMs: lease.startsAtMs - nowMs };
    },
    async cut(endpoint, retryAfterMs) {
      paces.set(endpoint, cutPace(paceOf(endpoint), now(), retryAfterMs));
    },
  };
}
