import type { VtexFailure } from '../clients/vtex/vtex-api';
import type { ChainOutcome, ChainServices } from '../middlewares/order/context';
import { again, BUSY_MS, failureEntry, outcomeOfFailure } from '../middlewares/order/outcome';
import type { Plan, RemovalIntent } from '../store/plan';
import { concludeWithout } from './conclude-removal';
import { positionWords } from './position-words';
import { intentOf, type RemovePlan } from './removal-intent';
import { type Settled, settleRemoval } from './settle-removal';
import { withUpdateRight } from './update-right';

/** A platform that loses a reservation with each repair would be repaired this often in one run. */
const MAX_REPAIRS = 5;
/** Sent so often and never applied: a person has to look. */
export const MAX_ATTEMPTS = 8;
const SEND_AGAIN_MS = 5_000;

/**
 * Carries out a plan that was made a moment ago under the position's lease, which is still held:
 *
 * 1. the intent is recorded;
 * 2. the update is sent, once;
 * 3. the position is read back, whatever the answer was;
 * 4. what was found is recorded with everything that follows from it.
 *
 * A crash between any two leaves a plan `executing`, and the next run begins with step 3.
 */
export function executeRemoval(services: ChainServices, plan: Plan, gate: RemovePlan): Promise<ChainOutcome> {
  const intent = { ...intentOf(gate), attempts: (plan.intent?.attempts ?? 0) + 1 };
  return withUpdateRight(services, { ...plan, gate }, () => sendUntilSettled(services, plan, intent));
}

/** Sends an intent, and then any repair that its read-back calls for. */
export async function sendUntilSettled(
  services: ChainServices,
  plan: Plan,
  first: RemovalIntent,
): Promise<ChainOutcome> {
  let intent = first;
  for (let repairs = 0; repairs <= MAX_REPAIRS; repairs += 1) {
    const sent = await send(services, plan, intent);
    if (sent.kind === 'waiting') return sent.outcome;
    const settled = await settleRemoval(services, plan, intent);
    if (settled.kind === 'settled') return settled.outcome;
    if (settled.kind === 'not-applied') return notApplied(services, plan, intent, settled, sent.failure);
    intent = settled.intent;
  }
  return again(BUSY_MS, `${positionWords(plan.position)}: units are lost with each repair`);
}

type Sent = { kind: 'sent'; failure: VtexFailure | null } | { kind: 'waiting'; outcome: ChainOutcome };

async function send(services: ChainServices, plan: Plan, intent: RemovalIntent): Promise<Sent> {
  const { store, vtex, now } = services;
  const { position, planId } = plan;
  if (!(await store.beginRemoval(planId, intent))) {
    return {
      kind: 'waiting',
      outcome: again(BUSY_MS, `${positionWords(position)}: another update is not concluded yet`),
    };
  }
  const startedAtMs = now();
  const answer = await vtex.updateInventory(position, intent.update);
  const about = { ...position, planId, durationMs: now() - startedAtMs };
  if (answer.ok) {
    const { quantity, dateUtcOnBalanceSystem } = intent.update;
    const message = `${positionWords(position)}: sent total ${quantity} as of ${dateUtcOnBalanceSystem}; reading it back.`;
    await store.appendLog([{ kind: 'update', outcome: 'ok', message, ...about }]);
    return { kind: 'sent', failure: null };
  }
  const { failure } = answer;
  await store.appendLog([failureEntry(failure, { kind: 'update', ...about })]);
  if (failure.maybeApplied) return { kind: 'sent', failure };
  // Refused for good: the intent is closed. Refused for now (423, 429): it stays, with the person's yes to it.
  if (failure.retry !== 'later') {
    await concludeWithout(
      services,
      { plan, intent },
      { state: 'failed', kind: 'not-applied', message: failure.message },
    );
  }
  return { kind: 'waiting', outcome: outcomeOfFailure(failure) };
}

async function notApplied(
  services: ChainServices,
  plan: Plan,
  intent: RemovalIntent,
  { message }: Extract<Settled, { kind: 'not-applied' }>,
  failure: VtexFailure | null,
): Promise<ChainOutcome> {
  if (intent.attempts >= MAX_ATTEMPTS) {
    await concludeWithout(services, { plan, intent }, { state: 'failed', kind: 'not-applied', message });
    return { kind: 'parked', reason: `${positionWords(plan.position)}: ${message}` };
  }
  return failure === null ? again(SEND_AGAIN_MS, message) : outcomeOfFailure(failure);
}
