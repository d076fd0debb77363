import type { ChainOutcome, ChainServices } from '../middlewares/chain-services';
import type { Plan } from '../store/plan';
import { MAX_ATTEMPTS } from './removal-intent';
import { giveUpSending, sendUntilSettled } from './run-removal';
import { settleRemoval } from './settle-removal';

export type Resumed =
  | { kind: 'settled'; outcome: ChainOutcome }
  /** The update was not applied: whether it is sent again is for a fresh plan to say. */
  | { kind: 'not-applied' };

/**
 * Takes up a removal whose intent is on record and whose outcome is not: its process died, VTEX could not be
 * read, or VTEX asked to wait. Read back first, always; one that may still land is left alone until it cannot. Called under the position's lease.
 *
 * A repair is sent again as it is: it answers for units that are on sale twice, and its total does not depend
 * on what else has happened.
 */
export async function resumeRemoval(services: ChainServices, plan: Plan): Promise<Resumed> {
  const { intent } = plan;
  if (intent === null) throw new Error(`plan ${plan.planId} is executing without an intent`);
  const settled = await settleRemoval(services, plan, intent);
  if (settled.kind === 'settled') return settled;
  if (settled.kind === 'repair')
    return { kind: 'settled', outcome: await sendUntilSettled(services, plan, settled.intent) };
  if (intent.attempts >= MAX_ATTEMPTS && !intent.sending?.isAnswered)
    return { kind: 'settled', outcome: await giveUpSending(services, plan, intent, settled) };
  if (intent.repair == null) return { kind: 'not-applied' };
  const outcome = await sendUntilSettled(services, plan, { ...intent, attempts: intent.attempts + 1 });
  return { kind: 'settled', outcome };
}
