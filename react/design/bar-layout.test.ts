import { layoutBars, roundTop } from './bar-layout';

test.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 4],
  [17, 20],
  [530, 600],
  [1000, 1000],
  [1001, 2000],
])('%i is drawn under %i', (largest, top) => {
  expect(roundTop(largest)).toBe(top);
});

test('bars stand on the ground, fill the width and keep to the height', () => {
  const bars = layoutBars(
    [0, 5, 10, 1].map((value, index) => ({ at: String(index), value })),
    400,
    100,
    10,
  );
  expect(bars.map(({ height }) => height)).toEqual([0, 50, 100, 10]);
  for (const { y, height } of bars) expect(y + height).toBe(100);
  expect(bars[3]?.x).toBeGreaterThan(300);
  expect((bars[3]?.x ?? 0) + (bars[3]?.width ?? 0)).toBeLessThanOrEqual(400);
});

test('one event beside a thousand is still to be seen', () => {
  const [one] = layoutBars([{ at: 'a', value: 1 }], 100, 100, 100_000);
  expect(one?.height).toBeGreaterThan(1);
});
