import { createGuessLimit } from './guess-limit';

let nowMs: number;
beforeEach(() => {
  nowMs = 10_000_000;
});

function limitOf(mostOfOne: number, mostOfAll: number) {
  const limit = createGuessLimit({ mostOfOne, mostOfAll }, () => nowMs);
  const guess = (client: string) => {
    const waitMs = limit.waitBeforeGuessMs(client);
    if (waitMs === null) limit.wasWrong(client);
    return waitMs;
  };
  return { limit, guess };
}

test('so many wrong ones a minute, then the client waits until its oldest is a minute old', () => {
  const { guess } = limitOf(3, 100);
  const startMs = nowMs;
  for (const at of [0, 10_000, 20_000]) {
    nowMs = startMs + at;
    expect(guess('a')).toBeNull();
  }
  expect(guess('a')).toBe(40_000);
  nowMs = startMs + 60_000;
  expect(guess('a')).toBeNull();
  expect(guess('a')).toBe(10_000);
});

test('one client keeps nobody else out', () => {
  const { guess, limit } = limitOf(3, 100);
  for (let turn = 0; turn < 50; turn += 1) guess('a');
  expect(limit.waitBeforeGuessMs('b')).toBeNull();
});

test('when all together were wrong too often, each has one guess, and whoever was never wrong has it too', () => {
  const { guess, limit } = limitOf(3, 10);
  for (let client = 0; client < 10; client += 1) expect(guess(`bot-${client}`)).toBeNull();
  expect(guess('bot-0')).toBe(60_000);
  expect(limit.waitBeforeGuessMs('a person')).toBeNull();
  expect(guess('bot-10')).toBeNull();
  expect(guess('bot-10')).toBe(60_000);
});

test('a right one does not count, however often it is asked', () => {
  const { limit } = limitOf(1, 1);
  for (let turn = 0; turn < 50; turn += 1) expect(limit.waitBeforeGuessMs('a')).toBeNull();
});

test('a clock that was set back does not lock anybody out', () => {
  const { guess, limit } = limitOf(1, 1);
  guess('a');
  nowMs = 0;
  expect(limit.waitBeforeGuessMs('a')).toBeNull();
});
