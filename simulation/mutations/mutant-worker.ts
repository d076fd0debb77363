import { parentPort, workerData } from 'node:worker_threads';
import { applyMutation } from './apply';
import type { Mutation } from './list';

const { mutation, seeds } = workerData as { mutation: Mutation; seeds: readonly number[] };

/** Lives days with one fault in the product until one of them notices; answers by which rule, or null. */
async function live(): Promise<string | null> {
  applyMutation(mutation);
  const { runSeed } = await import('../run-seed.js');
  for (const seed of seeds) {
    const { violations } = await runSeed(seed);
    if (violations[0] !== undefined) return `seed ${seed}: ${violations[0].rule}`;
  }
  return null;
}

live().then(
  (caught) => parentPort?.postMessage(caught),
  (error: Error) => parentPort?.postMessage(`does not run: ${error.message}`),
);
