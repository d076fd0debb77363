import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type StoreAt, type StoreName, startStore } from './stores/stores';
import { Tally } from './weather/tally';

export interface Failed {
  seed: number;
  rule: string;
  message: string;
}

export interface Summary {
  seeds: number;
  seconds: number;
  failed: Failed[];
  counts: Record<string, number>;
  longest: Record<string, number>;
}

/** What a worker answers to a request for some seeds. */
export interface Lot {
  seeds: number;
  failed: Failed[];
  counts: Record<string, number>;
  longest: Record<string, number>;
}

export interface ManySeeds {
  first: number;
  seeds: number;
  /** Epoch ms; null: until the seeds are done. */
  untilMs: number | null;
  workers: number;
  all: boolean;
  store: StoreName;
  /** Told at once of every day with a violation. */
  failing?(failed: Failed): void;
}

/** A day on a store that takes real time is a lot by itself. */
const LOTS: Record<StoreName, number> = { memory: 5, postgres: 1, vbase: 1 };

/** A day makes much that is forgotten at once: with room for it, the collector comes seldom and finds little alive. */
const newThread = (at: StoreAt) =>
  new Worker(path.join(__dirname, 'seed-worker.js'), {
    workerData: at,
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });

/** Runs seeds in as many threads as are asked for; which thread runs a seed changes nothing about it. */
export async function runMany(many: ManySeeds): Promise<Summary> {
  const { first, seeds, untilMs, workers, all, store, failing } = many;
  const begunMs = Date.now();
  const tally = new Tally();
  const failed: Failed[] = [];
  const end = first + seeds;
  let next = first;
  let done = 0;
  const takeLot = () => {
    if (next >= end || (untilMs !== null && Date.now() >= untilMs)) return null;
    const from = next;
    next = Math.min(end, next + LOTS[store]);
    return { from, to: next, all };
  };
  const work = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      const goOn = () => {
        const lot = takeLot();
        if (lot === null) resolve();
        else worker.postMessage(lot);
      };
      worker.on('error', reject);
      worker.on('message', (lot: Lot) => {
        tally.add(lot);
        failed.push(...lot.failed);
        for (const one of lot.failed) failing?.(one);
        done += lot.seeds;
        goOn();
      });
      goOn();
    });
  const stores = await Promise.all(Array.from({ length: workers }, () => startStore(store)));
  const threads = stores.map(({ at }) => newThread(at));
  await Promise.all(threads.map(work));
  await Promise.all(threads.map((thread) => thread.terminate()));
  await Promise.all(stores.map(({ stop }) => stop()));
  failed.sort((a, b) => a.seed - b.seed);
  return { seeds: done, seconds: (Date.now() - begunMs) / 1_000, failed, ...tally };
}
