import { seriesBuckets } from './series-buckets';

const NOW = Date.UTC(2026, 4, 1, 12, 34, 56);
const every = Array.from({ length: 168 }, (_, index) => index + 1);

test.each(every)('%i hours make 24 to 48 buckets without gaps, up to now', (hours) => {
  const { bucketSeconds, startsMs } = seriesBuckets(hours, NOW);
  const widthMs = bucketSeconds * 1000;
  expect(startsMs.length).toBeGreaterThanOrEqual(24);
  expect(startsMs.length).toBeLessThanOrEqual(48);
  expect(startsMs.every((at) => at % widthMs === 0)).toBe(true);
  expect(new Set(startsMs.map((at, index) => at - index * widthMs)).size).toBe(1);
  const last = startsMs.at(-1) ?? 0;
  expect(last).toBeLessThanOrEqual(NOW);
  expect(last + widthMs).toBeGreaterThan(NOW);
  // Everything asked for is there, but for what the round beginning cuts off.
  expect(startsMs[0]).toBeLessThanOrEqual(NOW - hours * 3_600_000 + widthMs);
});

test('a day has half-hours, a week four-hours', () => {
  expect(seriesBuckets(24, NOW)).toMatchObject({ bucketSeconds: 1_800 });
  expect(seriesBuckets(24, NOW).startsMs).toHaveLength(48);
  expect(seriesBuckets(168, NOW)).toMatchObject({ bucketSeconds: 14_400 });
});
