import path from 'node:path';
import { globSync } from 'tinyglobby';
import { ROOT } from './compiled-product';
import type { Outcome } from './fault-worker';
import type { Mutation } from './mutation';

/** Unit tests that need neither a database nor a browser, so that one process runs them one after another. */
const PLACES = [
  'node/**/*.test.ts',
  'test/removal/*.test.ts',
  'test/vtex-contract/*.test.ts',
  'test/store-contract/memory-store.test.ts',
];

/** What a test file did with nothing wrong in the product. */
export type Surveyed = Outcome & { test: string };

export const unitTests = (): string[] =>
  globSync(PLACES, { cwd: ROOT, ignore: ['**/node_modules/**', '**/dist/**'] }).sort();

/** Tests that have loaded the faulty file: those beside it first, then the quick before the slow. */
export function testsNear(mutation: Mutation, surveyed: readonly Surveyed[]): string[] {
  const isBeside = ({ test }: Surveyed) =>
    path.dirname(test) === `node/${path.dirname(mutation.file)}` ? 0 : 1;
  return surveyed
    .filter(({ failing, loaded }) => failing === null && loaded.includes(mutation.file))
    .sort((a, b) => isBeside(a) - isBeside(b) || a.busyMs - b.busyMs)
    .map(({ test }) => test);
}
