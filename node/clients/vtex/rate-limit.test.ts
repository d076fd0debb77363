import fc from 'fast-check';
import { createLeasedRateLimiter } from './leased-rate-limiter';
import { createMemoryPaceBook } from './memory-pace-book';
import { cutPace, freshPace, leaseOf, PACE, permitsAt } from './rate-limit';

describe('the pace', () => {
  it('grows by one a second for each second called in full, up to its bound', () => {
    let pace = freshPace(0);
    for (let second = 0; second < 10; second += 1) {
      const perLease = permitsAt(pace.ratePerSecond);
      for (let used = 0; used < pace.ratePerSecond; used += perLease)
        pace = leaseOf(pace, second * 1000, perLease).pace;
    }
    expect(pace.ratePerSecond).toBeGreaterThan(28);
    expect(pace.ratePerSecond).toBeLessThan(36); // the last lease of a second reaches over its end
    for (let i = 0; i < 5_000; i += 1) pace = leaseOf(pace, 60_000, 20).pace;
    expect(pace.ratePerSecond).toBe(PACE.maxPerSecond);
  });

  it('does not grow unused', () => {
    const { pace } = leaseOf(freshPace(0), 3_600_000, 0);
    expect(pace.ratePerSecond).toBe(PACE.startPerSecond);
  });

  it('halves once per incident, stops, and keeps a floor', () => {
    const once = cutPace(freshPace(0), 1_000, 60_000);
    expect(once).toMatchObject({ ratePerSecond: 10, blockedUntilMs: 61_000 });
    const again = cutPace(once, 1_500, 60_000);
    expect(again).toMatchObject({ ratePerSecond: 10, blockedUntilMs: 61_500 });
    expect(cutPace(again, 2_000, 5).blockedUntilMs).toBe(61_500);
    expect(cutPace(again, 61_500, 60_000).ratePerSecond).toBe(5);
    let low = again;
    for (let i = 0; i < 20; i += 1) low = cutPace(low, low.blockedUntilMs, 1_000);
    expect(low.ratePerSecond).toBe(PACE.minPerSecond);
    expect(leaseOf(low, 0, 0).lease).toEqual({ permits: 1, startsAtMs: low.blockedUntilMs });
  });

  it('never gives out more than its rate allows, whatever the times of asking', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { minLength: 2, maxLength: 200 }), (gaps) => {
        let pace = freshPace(0);
        let nowMs = 0;
        let previousEndMs = 0;
        for (const gap of gaps) {
          nowMs += gap;
          const rate = pace.ratePerSecond;
          const given = leaseOf(pace, nowMs, 0);
          pace = given.pace;
          expect(given.lease.startsAtMs).toBeGreaterThanOrEqual(Math.max(nowMs, previousEndMs));
          previousEndMs = given.lease.startsAtMs + (given.lease.permits * 1000) / rate;
          expect(pace.nextFreeAtMs).toBeCloseTo(previousEndMs, 6);
        }
      }),
      { seed: 7 },
    );
  });
});

describe('the leased limiter', () => {
  function counted(now: () => number) {
    const book = createMemoryPaceBook(now);
    const asked = { leases: 0 };
    const limiter = () =>
      createLeasedRateLimiter(
        {
          lease: (endpoint, successes) => {
            asked.leases += 1;
            return book.lease(endpoint, successes);
          },
          cut: book.cut,
        },
        now,
      );
    return { limiter, asked };
  }

  it('asks the book far less often than it lets calls through', async () => {
    const clock = { nowMs: 0 };
    const { limiter, asked } = counted(() => clock.nowMs);
    const one = limiter();
    let taken = 0;
    while (clock.nowMs < 60_000) {
      const { waitMs } = await one.take('e');
      if (waitMs > 0) clock.nowMs += Math.ceil(waitMs);
      else {
        taken += 1;
        one.tookCall('e');
      }
    }
    expect(taken).toBeGreaterThan(2_000);
    expect(asked.leases).toBeLessThan(taken / 8);
  });

  it('asks once for callers that come together', async () => {
    const { limiter, asked } = counted(() => 0);
    const one = limiter();
    const waits = await Promise.all(Array.from({ length: 10 }, () => one.take('e')));
    expect(waits.every(({ waitMs }) => waitMs === 0)).toBe(true);
    expect(asked.leases).toBe(1);
  });

  it('survives a book that fails: the next caller asks again', async () => {
    let broken = true;
    const book = createMemoryPaceBook(() => 0);
    const limiter = createLeasedRateLimiter(
      { lease: (e, s) => (broken ? Promise.reject(new Error('lost')) : book.lease(e, s)), cut: book.cut },
      () => 0,
    );
    await expect(limiter.take('e')).rejects.toThrow('lost');
    broken = false;
    expect(await limiter.take('e')).toEqual({ waitMs: 0 });
  });

  it('does not save permits up while idle', async () => {
    const clock = { nowMs: 0 };
    const { limiter, asked } = counted(() => clock.nowMs);
    const one = limiter();
    await one.take('e');
    clock.nowMs = 60_000;
    await one.take('e');
    expect(asked.leases).toBe(2);
  });
});
