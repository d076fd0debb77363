import type { JobHelpers } from 'graphile-worker';
import { watchRunner } from './runner-signs';

const MINUTE_MS = 60_000;
const HANDS = 2;
const helpers = {} as JobHelpers;

/** A runner whose jobs end when they are told to. */
function runnerOf() {
  let nowMs = 0;
  const ends: (() => void)[] = [];
  const task = () => new Promise<void>((resolve) => ends.push(resolve));
  const signs = watchRunner({ task }, HANDS, () => nowMs);
  return {
    signs,
    take: () => void signs.tasks.task?.({}, helpers),
    async finish() {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
    pass(ms: number, fetches = true) {
      nowMs += ms;
      if (fetches) signs.sawFetch();
    },
  };
}

test('one that asks works; having taken nothing for a while it is idle, which only waiting work makes wrong', () => {
  const { signs, pass } = runnerOf();
  pass(MINUTE_MS / 2);
  expect(signs.standing()).toBe('works');
  pass(60 * MINUTE_MS);
  expect(signs.standing()).toBe('idle');
});

test('one that does not ask stands still, though one of its hands is full', () => {
  const { signs, take, pass } = runnerOf();
  take();
  pass(MINUTE_MS, false);
  expect(signs.standing()).toBe('stands still');
  pass(0);
  expect(signs.standing()).toBe('works');
});

test('one with all hands full of long jobs need not ask; full for a quarter of an hour without an end it stands still', async () => {
  const { signs, take, finish, pass } = runnerOf();
  pass(60 * MINUTE_MS);
  take();
  take();
  pass(14 * MINUTE_MS, false);
  expect(signs.standing()).toBe('works');
  await finish();
  take();
  pass(14 * MINUTE_MS, false);
  expect(signs.standing()).toBe('works');
  pass(2 * MINUTE_MS, false);
  expect(signs.standing()).toBe('stands still');
});

test('it is empty when its last job has ended, well or not', async () => {
  const { signs, take, finish } = runnerOf();
  await signs.whenEmpty();
  take();
  take();
  let isEmpty = false;
  void signs.whenEmpty().then(() => (isEmpty = true));
  await finish();
  expect(isEmpty).toBe(false);
  await finish();
  expect(isEmpty).toBe(true);
});
