import { seededRandom } from '../../random';
import { parseTicks, tickingClock, ticksOfMs, withOffset, withoutZone, withZ } from './instant';

it('writes the three spellings of one moment, all seven digits', () => {
  const moment = ticksOfMs(Date.parse('2024-05-01T17:14:40Z')) + 4_900_134n;
  expect(withOffset(moment)).toBe('2024-05-01T17:14:40.4900134+00:00');
  expect(withZ(moment)).toBe('2024-05-01T17:14:40.4900134Z');
  expect(withoutZone(moment - 134n)).toBe('2024-05-01T17:14:40.49');
  expect(withoutZone(null)).toBe('0001-01-01T00:00:00');
  expect(withOffset(null)).toBe('0001-01-01T00:00:00+00:00');
  for (const text of [withOffset(moment), withZ(moment), withoutZone(moment)])
    expect(parseTicks(text)).toBe(moment);
});

it('never runs backwards, and now and then stands still or moves by the smallest step', () => {
  const clock = tickingClock(() => 1000, seededRandom(1));
  const moments = Array.from({ length: 2000 }, clock);
  const steps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0n));
  expect(steps.every((step) => step >= 0n)).toBe(true);
  expect(steps).toContain(0n);
  expect(steps).toContain(1n);
});
