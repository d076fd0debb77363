import { agoOf } from './ago';
import { epochOf } from './epoch';

test('seven digits and three name the same millisecond', () => {
  expect(epochOf('2026-11-21T13:50:02.1347932Z')).toBe(Date.UTC(2026, 10, 21, 13, 50, 2, 134));
  expect(epochOf('2026-11-21T13:50:02.134Z')).toBe(epochOf('2026-11-21T13:50:02.1347932Z'));
});

test.each([[null], [undefined], [''], ['not a time']])('%s is no time', (at) => {
  expect(epochOf(at)).toBeNull();
});

test.each([
  [-5_000, { value: -5, unit: 'second' }],
  [-119_000, { value: -1, unit: 'minute' }],
  [-3 * 3_600_000, { value: -3, unit: 'hour' }],
  [-49 * 3_600_000, { value: -2, unit: 'day' }],
  [120_000, { value: 2, unit: 'minute' }],
])('%i ms from now', (ms, ago) => {
  expect(agoOf(1_000_000_000 + ms, 1_000_000_000)).toEqual(ago);
});
