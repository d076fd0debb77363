import type { OrderFacts } from '../core/gate/plan';
import { judgeReadBack, type MustKeep, vanishedOf } from '../core/gate/read-back';
import type { PositionReading } from '../core/gate/reading';
import { orderFactsFor } from '../core/order/order-facts';
import type { ChainOutcome, ChainServices } from '../middlewares/order/context';
import { again, DONE, failureEntry, outcomeOfFailure } from '../middlewares/order/outcome';
import type { Plan, RemovalIntent } from '../store/plan';
import { concludeNotReleased, concludeProven, concludeWithout } from './conclude-removal';
import { repairAfterLoss } from './fail-safe';
import { orderFactsOf } from './gather-facts';
import { lookAgain } from './look-again';
import { positionWords } from './position-words';
import { readPosition } from './read-position';

export type Settled =
  /** Concluded, or left `executing` until it can be read. */
  | { kind: 'settled'; outcome: ChainOutcome }
  | { kind: 'not-applied'; message: string }
  /** Units were lost: this has to be sent at once. */
  | { kind: 'repair'; intent: RemovalIntent };

const READ_AGAIN_MS = 5_000;

/**
 * Reads a position back after an update that was, or may have been, sent, and closes the intent with what is
 * found. A 200 is not believed and a failure is not either. When nothing can be read now the plan stays
 * `executing`, so that whoever comes next reads back before anything else.
 */
export async function settleRemoval(
  services: ChainServices,
  plan: Plan,
  intent: RemovalIntent,
): Promise<Settled> {
  const read = await readPosition(services, plan.position);
  if (read.kind === 'failure') {
    await services.store.appendLog([failureEntry(read.failure, { ...plan.position, planId: plan.planId })]);
    return { kind: 'settled', outcome: outcomeOfFailure(read.failure) };
  }
  if (read.kind === 'absent') {
    const reason = `${positionWords(plan.position)}: VTEX shows no balance to read the update back from`;
    return { kind: 'settled', outcome: again(READ_AGAIN_MS, reason) };
  }
  const { reading } = read;
  const ordersGone = await readVanished(services, reading, vanishedOf(intent, reading));
  const verdict = judgeReadBack({ intent, reading, ordersGone });
  const closing = { plan, intent, reading };
  switch (verdict.kind) {
    case 'proven':
      await concludeProven(services, closing, verdict);
      return { kind: 'settled', outcome: DONE };
    case 'not-applied':
      return verdict;
    case 'not-released':
      await concludeNotReleased(services, closing, verdict);
      return { kind: 'settled', outcome: DONE };
    case 'lost':
      return { kind: 'repair', intent: await repairAfterLoss(services, plan, intent, reading, verdict) };
    case 'unclear':
      if (verdict.readAgain) return { kind: 'settled', outcome: again(READ_AGAIN_MS, verdict.message) };
      // Whatever is missing now is found, and proposed, by the next plan.
      await concludeWithout(services, closing, {
        state: 'failed',
        kind: 'unclear',
        message: verdict.message,
      });
      return { kind: 'settled', outcome: again(0, verdict.message) };
  }
}

/**
 * Orders of reservations that had to stay and are gone, read anew: one canceled in between is not lost. An
 * order that cannot be read now counts as open, for the repair only takes units off sale and a later
 * cancellation gives them back.
 */
async function readVanished(
  services: ChainServices,
  { position }: PositionReading,
  vanished: readonly MustKeep[],
): Promise<Map<string, OrderFacts>> {
  const facts = await orderFactsOf(services, position, vanished);
  for (const { lockId, orderId, quantity } of vanished) {
    if (orderId === null) continue;
    const seen = await lookAgain(services, orderId, position);
    if (seen.kind === 'seen')
      facts.set(lockId, orderFactsFor(seen.known.order, { ...position, lockId, quantity }));
  }
  return facts;
}
