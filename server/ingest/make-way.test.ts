import { createMakeWay, createRushGauge } from './make-way';

function world(isBusyUntilMs: number) {
  const clock = { ms: 1_000 };
  const makeWay = createMakeWay({
    isBusy: () => clock.ms < isBusyUntilMs,
    now: () => clock.ms,
    pause: async (ms) => {
      clock.ms += ms;
    },
    atMostMs: 2_000,
  });
  return { clock, makeWay };
}

test.each([
  ['no rush: at once', 0, 1_000],
  ['a rush: when it is over', 1_500, 1_500],
  ['a rush without end: after the longest wait', Number.POSITIVE_INFINITY, 3_000],
])('%s', async (_name, busyUntilMs, resumedAtMs) => {
  const { clock, makeWay } = world(busyUntilMs);
  await makeWay();
  expect(clock.ms).toBe(resumedAtMs);
});

test('a rush is told by full commits, and is over soon after the last of them', () => {
  let nowMs = 1_000;
  const gauge = createRushGauge(() => nowMs);
  expect(gauge.isRush()).toBe(false);
  gauge.sawCommit(3);
  expect(gauge.isRush()).toBe(false);
  gauge.sawCommit(60);
  gauge.sawCommit(1);
  nowMs += 50;
  expect(gauge.isRush()).toBe(true);
  nowMs += 50;
  expect(gauge.isRush()).toBe(false);
});
