import { FAILED_ONCE } from './failed-once';
import { runSeed } from './run-seed';

test.each(FAILED_ONCE)('nothing is lost on day %i', async (seed) => {
  const run = await runSeed(seed);
  expect(run.violations).toEqual([]);
});

test('the same seed goes the same way, to the last byte of its trace', async () => {
  const [once, again, other] = [await runSeed(7), await runSeed(7), await runSeed(8)];
  expect(again.digest).toBe(once.digest);
  expect(other.digest).not.toBe(once.digest);
});
