import fc from 'fast-check';
import { instantOfMs } from '../core/instant';
import type { SweepCursor } from './sweep-cursors';
import { afterWhole, shorter, startOf, stretchOf } from './sweep-pace';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function cursor(upToMs: number, listedAtMs: number, stretchMs: number | null = null): SweepCursor {
  return { upTo: instantOfMs(upToMs), listedAt: instantOfMs(listedAtMs), stretchMs, begunAt: null };
}

test.each([
  ['caught up ten minutes ago', NOW - 10 * MINUTE, NOW - 10 * MINUTE, 0, NOW - 20 * MINUTE],
  ['stopped far behind', NOW - 5 * HOUR, NOW - 10 * MINUTE, 0, NOW - 5 * HOUR],
  ['a longer overlap', NOW - 15 * MINUTE, NOW - 10 * MINUTE, 30 * MINUTE, NOW - 40 * MINUTE],
  ['a shorter overlap than allowed', NOW, NOW, 1, NOW - 10 * MINUTE],
  ['the clock was set back', NOW + HOUR, NOW + HOUR, 0, NOW - 10 * MINUTE],
])('begins, %s', (_, upToMs, listedAtMs, overlapMs, startMs) => {
  expect(startOf(cursor(upToMs, listedAtMs), NOW, overlapMs)).toBe(startMs);
});

test('any whole stretch moves the beginning on, and never past what is younger than the overlap', () => {
  const times = fc.record({
    upToMs: fc.integer({ min: NOW - 50 * HOUR, max: NOW }),
    listedAgoMs: fc.integer({ min: 1, max: HOUR }),
    stretchMs: fc.integer({ min: 1_000, max: HOUR }),
  });
  fc.assert(
    fc.property(times, ({ upToMs, listedAgoMs, stretchMs }) => {
      const before = startOf(cursor(upToMs, NOW - listedAgoMs), NOW);
      const after = startOf(cursor(Math.min(NOW, before + stretchMs), NOW), NOW);
      expect(after).toBeGreaterThan(before);
      expect(after).toBeLessThanOrEqual(Math.min(before + stretchMs, NOW - 10 * MINUTE));
    }),
    { seed: 3 },
  );
});

test.each([
  [null, HOUR],
  [0, 1_000],
  [-5, 1_000],
  [9 * HOUR, HOUR],
  [MINUTE, MINUTE],
])('a remembered length of %s is %i', (stretchMs, length) => {
  expect(stretchOf(cursor(NOW, NOW, stretchMs))).toBe(length);
});

test('a cut quarters the length, a whole stretch that was soon done doubles it', () => {
  expect(shorter(HOUR)).toBe(15 * MINUTE);
  expect(shorter(1_001)).toBe(1_000);
  expect(afterWhole(MINUTE, { lengthMs: MINUTE, tookMs: 9_999 })).toBe(2 * MINUTE);
  expect(afterWhole(MINUTE, { lengthMs: MINUTE, tookMs: 10_000 })).toBe(MINUTE);
  expect(afterWhole(MINUTE, { lengthMs: 5_000, tookMs: 1 })).toBe(MINUTE);
  expect(afterWhole(HOUR, { lengthMs: HOUR, tookMs: 1 })).toBe(HOUR);
});
