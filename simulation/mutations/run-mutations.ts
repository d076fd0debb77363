import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { whyNot } from './apply';
import { MUTATIONS, type Mutation } from './list';

export interface Score {
  /** Each with what noticed it; null: nothing did. */
  results: { mutation: Mutation; caught: string | null }[];
  /** Entries of the list whose text is not in the compiled code any more. */
  stale: string[];
}

/** A fault that keeps a day from ever ending is noticed too. */
const LONGEST_MS = 180_000;

/** Tries every fault of the list against the same seeds, each until a day notices. */
export async function runMutations(options: {
  first: number;
  seeds: number;
  workers: number;
  tell(text: string): void;
}): Promise<Score> {
  const stale = MUTATIONS.flatMap((mutation) => whyNot(mutation) ?? []);
  const waiting = MUTATIONS.filter((mutation) => whyNot(mutation) === null);
  const results: Score['results'] = [];
  const work = async () => {
    for (let mutation = waiting.shift(); mutation !== undefined; mutation = waiting.shift()) {
      const caught = await tryOne(mutation, options);
      results.push({ mutation, caught });
      options.tell(`${caught ?? 'SURVIVES'}  ${told(mutation)}`);
    }
  };
  await Promise.all(Array.from({ length: options.workers }, work));
  return { results, stale };
}

export const told = ({ file, from, to }: Mutation) =>
  `${file}: ${oneLine(from)} -> ${oneLine(to) || '(nothing)'}`;

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

function tryOne(
  mutation: Mutation,
  { first, seeds }: { first: number; seeds: number },
): Promise<string | null> {
  const worker = new Worker(path.join(__dirname, 'mutant-worker.js'), {
    workerData: { mutation, first, seeds },
  });
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
