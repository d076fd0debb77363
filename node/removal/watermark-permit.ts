import type { ChainOutcome, ChainServices } from '../middlewares/chain-services';
import { again, BUSY_MS } from '../middlewares/outcome';
import type { Plan } from '../store/plan';

const TURN_MS = 3_000;
/** Each look costs a plan: who waits for long looks less often. */
const TURN_AT_MOST_MS = 30_000;

/**
 * Runs an update whose safety rests on the watermark only when the account may afford it.
 *
 * | trust | so |
 * |---|---|
 * | proven | run |
 * | unproven | one at a time for the whole account; an update that was sent and not yet judged counts as running |
 * | broken, something open must be kept | do not run: the plan was made before the loss, plan again |
 */
export async function withWatermarkPermit(
  services: ChainServices,
  plan: Plan,
  run: () => Promise<ChainOutcome>,
): Promise<ChainOutcome> {
  const keepsOpen = plan.gate.kept.some((one) => one.because !== 'waiting');
  const { store } = services;
  const trust = await store.watermarkTrust();
  if (trust === 'broken' && keepsOpen) return givenUp();
  if (trust !== 'unproven' || plan.gate.kept.length === 0) return run();
  const turn = await store.lockAccountUpdates();
  if (turn === null) return wait(services, plan);
  try {
    const now = await store.watermarkTrust();
    if (now === 'broken' && keepsOpen) return givenUp();
    if (now === 'unproven' && (await anotherIsUnjudged(services, plan))) return wait(services, plan);
    return await run();
  } finally {
    await turn.end();
  }
}

function givenUp(): ChainOutcome {
  return again(BUSY_MS, 'the account has just given up watermarks: the position is planned again');
}

function wait({ now }: ChainServices, { updatedAtMs }: Plan): ChainOutcome {
  return again(
    Math.min(TURN_AT_MOST_MS, Math.max(TURN_MS, now() - updatedAtMs)),
    'the first update that must keep an open reservation is still being proven elsewhere',
  );
}

async function anotherIsUnjudged({ store }: ChainServices, plan: Plan): Promise<boolean> {
  const unfinished = await store.unfinishedRemovals();
  return unfinished.some(
    (other) => other.planId !== plan.planId && other.intent?.dependsOnWatermark === true,
  );
}
