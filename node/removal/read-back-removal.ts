import type { OrderFacts } from '../core/gate/gate-input';
import { judgeReadBack, vanishedOf } from '../core/gate/read-back';
import type { PositionReading } from '../core/gate/reading';
import { positionName } from '../core/gate/sentence-parts';
import type { LockId } from '../core/id';
import { factsOfLock } from '../core/record/order-facts';
import type { NamedUnits } from '../core/reservation/reservation';
import type { Sentence } from '../core/said/said';
import type { ChainOutcome, ChainServices } from '../middlewares/chain-services';
import { again, DONE, failureEntry, outcomeOfFailure } from '../middlewares/outcome';
import { readOrder } from '../orders/read-order';
import type { Plan, RemovalIntent } from '../store/plan';
import { type Closing, concludeNotReleased, concludeProven, concludeWithout } from './conclude-removal';
import { repairAfterLoss } from './fail-safe';
import { orderFactsOf } from './gather-facts';
import { readPosition } from './read-position';
import { MAX_ATTEMPTS } from './removal-intent';

export type ReadBack =
  /** Concluded, or left `executing` until it can be read. */
  | { kind: 'ended'; outcome: ChainOutcome }
  | ({ kind: 'not-applied' } & Sentence)
  /** Units were lost: this has to be sent at once. */
  | { kind: 'repair'; intent: RemovalIntent };

/**
 * An update without an answer may still be on its way to VTEX: its process died, or its connection did. Longer
 * than the transport waits for an answer (10 s), three times over: what has not landed by then never will.
 */
export const MAY_STILL_LAND_MS = 30_000;

const READ_AGAIN_MS = 5_000;
const READ_AGAIN_AT_MOST_MS = 60_000;
/** A list that does not add up for so long (known issue 991735) is a person's: the next plan holds, and says so. */
const READ_FOR_MS = 60 * 60_000;
const REPAIRED = 'lost units were taken off sale: the position is looked at again';

/**
 * Reads a position back after an update that was, or may have been, sent, and closes the intent with what is
 * found. A 200 is not believed and a failure is not either. When nothing can be read now the plan stays
 * `executing`, so that whoever comes next reads back before anything else.
 */
export async function readBackRemoval(
  services: ChainServices,
  plan: Plan,
  intent: RemovalIntent,
): Promise<ReadBack> {
  const read = await readPosition(services, plan.position);
  if (read.kind === 'failure') {
    await services.store.appendLog([failureEntry(read.failure, { ...plan.position, planId: plan.planId })]);
    return { kind: 'ended', outcome: outcomeOfFailure(read.failure) };
  }
  if (read.kind === 'absent') {
    const reason = `${positionName(plan.position)}: VTEX shows no balance to read the update back from`;
    return { kind: 'ended', outcome: again(readAgainMs(services, plan), reason) };
  }
  const { reading } = read;
  const ordersGone = await readVanished(services, reading, vanishedOf(intent, reading));
  const verdict = judgeReadBack({ intent, reading, ordersGone });
  const closing = { plan, intent, reading };
  switch (verdict.kind) {
    case 'proven':
      await concludeProven(services, closing, verdict);
      // What was acknowledged on the repair's way may be gone with it: the next plan misses it.
      return { kind: 'ended', outcome: intent.repair?.byOurUpdate ? again(READ_AGAIN_MS, REPAIRED) : DONE };
    case 'not-applied': {
      const waitMs = mayLandForMs(services, plan, intent);
      return waitMs > 0 ? { kind: 'ended', outcome: again(waitMs, verdict.message) } : verdict;
    }
    case 'not-released':
      await concludeNotReleased(services, closing, verdict);
      return { kind: 'ended', outcome: DONE };
    case 'lost':
      return { kind: 'repair', intent: await repairAfterLoss(services, plan, intent, reading, verdict) };
    case 'unclear':
      if (verdict.readAgain && services.now() - plan.updatedAtMs < READ_FOR_MS)
        return { kind: 'ended', outcome: again(readAgainMs(services, plan), verdict.message) };
      return { kind: 'ended', outcome: await concludeUnclear(services, closing, verdict) };
  }
}

async function concludeUnclear(
  services: ChainServices,
  closing: Closing,
  sentence: Sentence,
): Promise<ChainOutcome> {
  const { plan, intent } = closing;
  const { message } = sentence;
  const waitMs = mayLandForMs(services, plan, intent);
  if (waitMs > 0) return again(waitMs, message);
  // Whatever is missing now is found, and proposed, by the next plan.
  await concludeWithout(services, closing, { state: 'failed', kind: 'unclear', sentence });
  if (intent.attempts < MAX_ATTEMPTS) return again(0, message);
  return { kind: 'parked', reason: `${positionName(plan.position)}: ${message}` };
}

/** 0 once the last sending is known, or has had the time, to be over. */
function mayLandForMs(services: ChainServices, plan: Plan, { sending }: RemovalIntent): number {
  if (sending?.isAnswered) return 0;
  const startedAtMs = sending?.startedAtMs ?? plan.updatedAtMs;
  return Math.max(0, startedAtMs + MAY_STILL_LAND_MS - services.now());
}

/**
 * As long again as it has taken so far: on a SKU that sells while twenty pages are read, the list may not add up
 * for an hour, and each try reads all of it three times.
 */
function readAgainMs(services: ChainServices, { updatedAtMs }: Plan): number {
  return Math.min(READ_AGAIN_AT_MOST_MS, Math.max(READ_AGAIN_MS, services.now() - updatedAtMs));
}

/**
 * Orders of reservations that had to stay and are gone, read anew: one canceled in between is not lost. An
 * order that cannot be read now counts as open, for the repair only takes units off sale and a later
 * cancellation gives them back.
 */
async function readVanished(
  services: ChainServices,
  { position }: PositionReading,
  vanished: readonly NamedUnits[],
): Promise<Map<LockId, OrderFacts>> {
  const facts = await orderFactsOf(services, position, vanished);
  for (const { lockId, orderId, quantity } of vanished) {
    if (orderId === null) continue;
    const seen = await readOrder(services, orderId, position);
    if (seen.kind === 'seen') facts.set(lockId, factsOfLock([seen.known], { ...position, lockId, quantity }));
  }
  return facts;
}
