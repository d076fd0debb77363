import type { PaceBook, RateLimiter } from './rate-limiter';

/** Permits left over are given up after this: an idle process must not save them for a burst. */
const LEASE_LASTS_MS = 5_000;

interface Held {
  permits: number;
  startsAtMs: number;
  successes: number;
  asking: Promise<void> | null;
}

/**
 * Takes permits from the shared book in small batches, so that steady calling costs about two statements a
 * second instead of one a call. A process holds at most one lease ahead, and asks for one at a time.
 * After a 429 the other processes may still use up the lease they hold, at most half a second's worth.
 */
export function createLeasedRateLimiter(book: PaceBook, now: () => number): RateLimiter {
  const held = new Map<string, Held>();
  const heldFor = (endpoint: string): Held => {
    const found = held.get(endpoint) ?? { permits: 0, startsAtMs: 0, successes: 0, asking: null };
    held.set(endpoint, found);
    return found;
  };

  async function askBook(endpoint: string, mine: Held): Promise<void> {
    const successes = mine.successes;
    mine.successes = 0;
    const lease = await book.lease(endpoint, successes);
    mine.permits = lease.permits;
    mine.startsAtMs = now() + lease.startsInMs;
  }

  return {
    async take(endpoint) {
      const mine = heldFor(endpoint);
      for (;;) {
        if (mine.asking) await mine.asking;
        const nowMs = now();
        const expired = nowMs >= mine.startsAtMs + LEASE_LASTS_MS;
        if (mine.permits > 0 && !expired) {
          if (nowMs < mine.startsAtMs) return { waitMs: mine.startsAtMs - nowMs };
          mine.permits -= 1;
          return { waitMs: 0 };
        }
        mine.asking ??= askBook(endpoint, mine).finally(() => {
          mine.asking = null;
        });
        await mine.asking;
      }
    },
    tookCall(endpoint) {
      heldFor(endpoint).successes += 1;
    },
    async slowDown(endpoint, retryAfterMs) {
      const mine = heldFor(endpoint);
      mine.permits = 0;
      mine.successes = 0;
      await book.cut(endpoint, retryAfterMs);
    },
  };
}
