import { jestExpect } from '@jest/expect';
import { configureGlobal } from 'fast-check';
import * as circus from 'jest-circus';
import { fn } from 'jest-mock';
import { loadFresh } from './fresh-modules';

/** Jest's own describe, test and expect, which come with jest, without its sandbox around every file. */
const { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } = circus;
Object.assign(globalThis, {
  ...{ afterAll, afterEach, beforeAll, beforeEach, describe, it, test },
  expect: jestExpect,
  jest: { fn },
});
// One failure is enough, and the shortest example of it is not asked for.
configureGlobal({ endOnFailure: true });

const PATIENCE_MS = 30_000;

/** Runs a file's tests until one fails: its name; null when all pass. */
export async function failingTest(file: string): Promise<string | null> {
  circus.resetState();
  circus.getState().testTimeout = PATIENCE_MS;
  let failed: string | null = null;
  const stopAtFirst = (event: circus.Event) => {
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure')
      failed ??= event.test?.name ?? 'hook';
    if (event.name === 'test_start' && failed !== null) event.test.mode = 'skip';
  };
  circus.addEventHandler(stopAtFirst);
  try {
    loadFresh(file);
    const { unhandledErrors } = await circus.run();
    return failed ?? unhandledErrors[0]?.split('\n')[0] ?? null;
  } catch (error) {
    return `cannot be loaded: ${String(error)}`;
  } finally {
    circus.removeEventHandler(stopAtFirst);
  }
}
