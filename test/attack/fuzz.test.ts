import { tell } from './figures';
import { fuzzHook } from './fuzz-hook';
import { fuzzVtex } from './fuzz-vtex';

const SEED = 20_261_201;
const WITHIN_MS = 1_800_000;

test(
  'a million bodies at the hook: each is answered, and what is kept can be kept',
  async () => {
    const startedMs = performance.now();
    const answers = await fuzzHook(1_000_000, SEED);
    tell('hook bodies', {
      seed: SEED,
      seconds: Math.round((performance.now() - startedMs) / 1_000),
      ...answers,
    });
  },
  WITHIN_MS,
);

test(
  "two hundred thousand of VTEX's answers: each is read or refused",
  async () => {
    const startedMs = performance.now();
    const figures = await fuzzVtex(200_000, SEED);
    tell("VTEX's answers", {
      seed: SEED,
      seconds: Math.round((performance.now() - startedMs) / 1_000),
      ...figures,
    });
  },
  WITHIN_MS,
);
