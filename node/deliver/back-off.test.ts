import fc from 'fast-check';
import { type FailedAttempt, FEWEST_ATTEMPTS, GIVE_UP_AFTER_MS, nextAttemptAtMs } from './back-off';

const first: FailedAttempt = { attempts: 1, createdAtMs: 0, nowMs: 0, retryAfterMs: null, random: 0.5 };
const HOUR = 3_600_000;

test.each([
  ['first, in the middle of its jitter', {}, 5_000],
  ['first, earliest', { random: 0 }, 4_000],
  ['fourth', { attempts: 4 }, 60_000],
  ['beyond the table', { attempts: 40 }, 4 * HOUR],
  ['the ERP asks for longer', { retryAfterMs: 90_000 }, 90_000],
  ['the ERP asks for less', { retryAfterMs: 1_000 }, 5_000],
  ['the ERP asks for a week', { retryAfterMs: 7 * 24 * HOUR }, 4 * HOUR],
  [
    'the last wait ends with the two days',
    { attempts: 20, nowMs: GIVE_UP_AFTER_MS - 1000 },
    GIVE_UP_AFTER_MS,
  ],
])('%s', (_name, changes, expected) => {
  expect(nextAttemptAtMs({ ...first, ...changes })).toBe(expected);
});

test('gives up when the two days are over', () => {
  expect(nextAttemptAtMs({ ...first, attempts: 20, nowMs: GIVE_UP_AFTER_MS })).toBeNull();
});

test('an old delivery that was hardly tried is tried on: it stood behind another, or a person retried it', () => {
  const old = { ...first, nowMs: GIVE_UP_AFTER_MS * 3 };
  expect(nextAttemptAtMs({ ...old, attempts: FEWEST_ATTEMPTS - 1 })).toBeGreaterThan(old.nowMs);
  expect(nextAttemptAtMs({ ...old, attempts: FEWEST_ATTEMPTS })).toBeNull();
});

test('an ERP that is dead for good is asked some thirty times, and last when the two days end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 60, maxLength: 60 }),
      (jitter) => {
        let nowMs = 0;
        let attempts = 0;
        for (;;) {
          attempts += 1;
          const next = nextAttemptAtMs({
            attempts,
            createdAtMs: 0,
            nowMs,
            retryAfterMs: null,
            random: jitter[attempts % 60] ?? 0,
          });
          if (next === null) break;
          if (next <= nowMs) return false;
          nowMs = next;
        }
        return nowMs === GIVE_UP_AFTER_MS && attempts > 15 && attempts < 40;
      },
    ),
    { seed: 7, numRuns: 200 },
  );
});
