import { parentPort, workerData } from 'node:worker_threads';
import type { Failed, Lot } from './run-many';
import { runSeed } from './run-seed';
import { databaseAt, type StoreAt } from './stores/stores';
import { Tally } from './weather/tally';
import { drawWeather } from './weather/weather';

const openDatabase = databaseAt(workerData as StoreAt);

parentPort?.on('message', async ({ from, to, all }: { from: number; to: number; all: boolean }) => {
  const tally = new Tally();
  const failed: Failed[] = [];
  for (let seed = from; seed < to; seed += 1) {
    const run = await runSeed(seed, { weather: drawWeather(seed, all), openDatabase });
    tally.add(run.tally);
    const [first] = run.violations;
    if (first !== undefined) failed.push({ seed, rule: first.rule, message: first.message });
  }
  const lot: Lot = { seeds: to - from, failed, counts: tally.counts, longest: tally.longest };
  parentPort?.postMessage(lot);
});
