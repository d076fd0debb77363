import { createGuessLimit } from './guess-limit';

test('so many wrong ones a minute, then everybody waits until the oldest is a minute old', () => {
  let nowMs = 0;
  const limit = createGuessLimit(3, () => nowMs);
  for (const at of [0, 10_000, 20_000]) {
    nowMs = at;
    expect(limit.waitBeforeGuessMs()).toBeNull();
  }
  expect(limit.waitBeforeGuessMs()).toBe(40_000);
  nowMs = 59_999;
  expect(limit.waitBeforeGuessMs()).toBe(1);
  nowMs = 60_000;
  expect(limit.waitBeforeGuessMs()).toBeNull();
  expect(limit.waitBeforeGuessMs()).toBe(10_000);
});

test('a right one does not count', () => {
  const limit = createGuessLimit(1, () => 0);
  for (let turn = 0; turn < 50; turn += 1) {
    expect(limit.waitBeforeGuessMs()).toBeNull();
    limit.wasRight();
  }
});

test('a clock that was set back does not lock anybody out', () => {
  let nowMs = 10_000_000;
  const limit = createGuessLimit(1, () => nowMs);
  limit.waitBeforeGuessMs();
  nowMs = 0;
  expect(limit.waitBeforeGuessMs()).toBeNull();
});
