import type { ChainOutcome, ChainServices } from '../middlewares/chain-services';
import type { Plan } from '../store/plan';
import { readBackRemoval } from './read-back-removal';
import { MAX_ATTEMPTS } from './removal-intent';
import { giveUpSending, sendUntilReadBack } from './run-removal';

export type Resumed =
  | { kind: 'ended'; outcome: ChainOutcome }
  /** The update was not applied: whether it is sent again is for a fresh plan to say. */
  | { kind: 'not-applied' };

/**
 * Takes up a removal whose intent is on record and whose outcome is not: its process died, VTEX could not be
 * read, or VTEX asked to wait. Read back first, always; an update that may still land is left alone until it cannot.
 * Called under the position's lease.
 *
 * A repair is sent again as it is: it answers for units that are on sale twice, and its total does not depend
 * on what else has happened.
 */
export async function resumeRemoval(services: ChainServices, plan: Plan): Promise<Resumed> {
  const { intent } = plan;
  if (intent === null) throw new Error(`plan ${plan.planId} is executing without an intent`);
  const found = await readBackRemoval(services, plan, intent);
  if (found.kind === 'ended') return found;
  if (found.kind === 'repair')
    return { kind: 'ended', outcome: await sendUntilReadBack(services, plan, found.intent) };
  if (intent.attempts >= MAX_ATTEMPTS && !intent.sending?.isAnswered)
    return { kind: 'ended', outcome: await giveUpSending(services, plan, intent, found) };
  if (intent.repair == null) return { kind: 'not-applied' };
  const outcome = await sendUntilReadBack(services, plan, { ...intent, attempts: intent.attempts + 1 });
  return { kind: 'ended', outcome };
}
