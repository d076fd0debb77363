import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { runSeed } from '../run-seed';
import { whyNot } from './apply';
import { MUTATIONS, type Mutation } from './list';
import { brokenTests, noticedByTests } from './unit-tests';

/** What noticed a fault: a day of the simulation, the unit tests near it, or (null) nothing. */
export interface Notice {
  by: 'day' | 'tests';
  where: string;
}

export interface Score {
  results: { mutation: Mutation; notice: Notice | null }[];
  /** Entries of the list whose text is not in the compiled code any more. */
  stale: string[];
  /** Those that the time was over for. */
  untried: Mutation[];
}

/** A fault that keeps a day from ever ending is noticed too. */
const LONGEST_MS = 300_000;

/** Tries every fault of the list against the same seeds, and the unit tests near it, until something notices. */
export async function runMutations(options: {
  first: number;
  seeds: number;
  workers: number;
  /** Epoch ms; null: until all are tried. */
  untilMs: number | null;
  tell(text: string): void;
}): Promise<Score> {
  const stale = MUTATIONS.flatMap((mutation) => whyNot(mutation) ?? []);
  const waiting = MUTATIONS.filter((mutation) => whyNot(mutation) === null);
  const seeds = await calmSeeds(options.first, options.seeds);
  const broken = await brokenTests();
  if (broken.length > 0) options.tell(`left out, for they fail without any fault: ${broken.join(', ')}`);
  options.tell(`${waiting.length} faults, ${seeds.length} days each`);
  const results: Score['results'] = [];
  const take = () =>
    options.untilMs !== null && Date.now() >= options.untilMs ? undefined : waiting.shift();
  const work = async () => {
    for (let mutation = take(); mutation !== undefined; mutation = take()) {
      const notice = await noticeOf(mutation, seeds, broken);
      results.push({ mutation, notice });
      const by = notice === null ? 'SURVIVES' : `${notice.by}: ${notice.where}`;
      options.tell(`${by}  ${told(mutation)}`);
    }
  };
  await Promise.all(Array.from({ length: options.workers }, work));
  return { results, stale, untried: waiting };
}

/** A day on which something is lost without any fault would notice every one. */
async function calmSeeds(first: number, count: number): Promise<number[]> {
  const calm: number[] = [];
  for (let seed = first; seed < first + count; seed += 1)
    if ((await runSeed(seed)).violations.length === 0) calm.push(seed);
  return calm;
}

/** Where the unit tests near a fault take seconds they come first; elsewhere the days do. */
async function noticeOf(
  mutation: Mutation,
  seeds: readonly number[],
  broken: readonly string[],
): Promise<Notice | null> {
  const byDay = async (): Promise<Notice | null> => noticed('day', await liveWith(mutation, seeds));
  const byTests = async (): Promise<Notice | null> =>
    noticed('tests', await noticedByTests(mutation, broken));
  if (mutation.file.startsWith('core/')) return (await byTests()) ?? byDay();
  return (await byDay()) ?? byTests();
}

const noticed = (by: Notice['by'], where: string | null): Notice | null =>
  where === null ? null : { by, where };

export const told = ({ file, from, to }: Mutation) =>
  `${file}: ${oneLine(from)} -> ${oneLine(to) || '(nothing)'}`;

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

function liveWith(mutation: Mutation, seeds: readonly number[]): Promise<string | null> {
  const worker = new Worker(path.join(__dirname, 'mutant-worker.js'), { workerData: { mutation, seeds } });
  return new Promise((resolve) => {
    const end = (caught: string | null) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(caught);
    };
    const timer = setTimeout(() => end('a day that does not end'), LONGEST_MS);
    worker.once('message', end);
    worker.once('error', (error) => end(`does not run: ${error.message}`));
  });
}
