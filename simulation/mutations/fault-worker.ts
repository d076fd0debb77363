import path from 'node:path';

import type * as RunSeed from '../run-seed';
import { ROOT } from './compiled-product';
import { loadedOfProduct, loadFresh, setFault } from './fresh-modules';
import type { Mutation } from './mutation';
import { failingTest } from './run-test-file';

/** A test file, by its path from the repository, or a simulated day. */
export type Trial = { test: string } | { day: number };

export interface Outcome {
  /** What failed; null: nothing. */
  failing: string | null;
  /** Of the processor: the clock on the wall also tells what else runs here. */
  busyMs: number;
  /** Files of the product that took part. */
  loaded: string[];
}

async function attempt(trial: Trial): Promise<string | null> {
  if ('test' in trial) return failingTest(path.join(ROOT, trial.test));
  const { runSeed } = loadFresh(path.join(__dirname, '..', 'run-seed.js')) as typeof RunSeed;
  const { violations } = await runSeed(trial.day);
  return violations[0]?.rule ?? null;
}

process.on('message', async ({ mutation, trial }: { mutation: Mutation | null; trial: Trial }) => {
  setFault(mutation);
  const before = process.cpuUsage();
  const failing = await attempt(trial).catch((error: Error) => `does not run: ${error.message}`);
  const busyMs = process.cpuUsage(before).user / 1_000;
  const outcome: Outcome = { failing, busyMs, loaded: loadedOfProduct() };
  process.send?.(outcome);
});
