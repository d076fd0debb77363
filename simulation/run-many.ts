import path from 'node:path';
import { Worker } from 'node:worker_threads';
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
  /** Told at once of every day with a violation. */
  failing?(failed: Failed): void;
}

const LOT = 5;

/** A day makes much that is forgotten at once: with room for it, the collector comes seldom and finds little alive. */
const newThread = () =>
  new Worker(path.join(__dirname, 'seed-worker.js'), { resourceLimits: { maxYoungGenerationSizeMb: 64 } });

/** Runs seeds in as many threads as are asked for; which thread runs a seed changes nothing about it. */
export async function runMany({ first, seeds, untilMs, workers, all, failing }: ManySeeds): Promise<Summary> {
  const begunMs = Date.now();
  const tally = new Tally();
  const failed: Failed[] = [];
  const end = first + seeds;
  let next = first;
  let done = 0;
  const takeLot = () => {
    if (next >= end || (untilMs !== null && Date.now() >= untilMs)) return null;
    const from = next;
    next = Math.min(end, next + LOT);
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
  const threads = Array.from({ length: workers }, newThread);
  await Promise.all(threads.map(work));
  await Promise.all(threads.map((thread) => thread.terminate()));
  failed.sort((a, b) => a.seed - b.seed);
  return { seeds: done, seconds: (Date.now() - begunMs) / 1_000, failed, ...tally };
}
