import { fuzzHook } from '../attack/fuzz-hook';
import { fuzzVtex } from '../attack/fuzz-vtex';

/** In short what `npm run test:attack` does at length. */
const SEED = 71;

test('whatever comes to the hook is answered, and what is kept can be kept', async () => {
  expect(Object.keys(await fuzzHook(20_000, SEED))).toEqual(['200', '400', '401']);
});

test('whatever VTEX answers is read or refused', async () => {
  const { read, refused } = await fuzzVtex(4_000, SEED);
  expect([read > 100, refused > 100]).toEqual([true, true]);
});
