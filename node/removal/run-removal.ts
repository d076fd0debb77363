import type { VtexFailure } from '../clients/vtex/vtex-api';
import { positionName } from '../core/gate/sentence-parts';
import type { Sentence } from '../core/said/said';
import { say, together } from '../core/said/say';
import type { ChainOutcome, ChainServices } from '../middlewares/chain-services';
import { again, BUSY_MS, failureEntry, outcomeOfFailure, tellFailure } from '../middlewares/outcome';
import type { Plan, RemovalIntent } from '../store/plan';
import { concludeWithout } from './conclude-removal';
import { type ReadBack, readBackRemoval } from './read-back-removal';
import { intentOf, MAX_ATTEMPTS, type RemovePlan } from './removal-intent';
import { withWatermarkPermit } from './watermark-permit';

/** A platform that loses a reservation with each repair would be repaired this often in one run. */
const MAX_REPAIRS = 5;
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
export function runRemoval(services: ChainServices, plan: Plan, gate: RemovePlan): Promise<ChainOutcome> {
  const intent = { ...intentOf(gate), attempts: (plan.intent?.attempts ?? 0) + 1 };
  return withWatermarkPermit(services, { ...plan, gate }, () => sendUntilReadBack(services, plan, intent));
}

/** Sends an intent, and then any repair that its read-back calls for. */
export async function sendUntilReadBack(
  services: ChainServices,
  plan: Plan,
  first: RemovalIntent,
): Promise<ChainOutcome> {
  let intent = first;
  for (let repairs = 0; repairs <= MAX_REPAIRS; repairs += 1) {
    const sent = await send(services, plan, intent);
    if (sent.kind === 'waiting') return sent.outcome;
    const found = await readBackRemoval(services, plan, sent.intent);
    if (found.kind === 'ended') return found.outcome;
    if (found.kind === 'not-applied') return notApplied(services, plan, sent.intent, found, sent.failure);
    intent = found.intent;
  }
  return again(BUSY_MS, `${positionName(plan.position)}: units are lost with each repair`);
}

type Sent =
  | { kind: 'sent'; intent: RemovalIntent; failure: VtexFailure | null }
  | { kind: 'waiting'; outcome: ChainOutcome };

async function send(services: ChainServices, plan: Plan, unsent: RemovalIntent): Promise<Sent> {
  const { store, vtex, now } = services;
  const { position, planId } = plan;
  const startedAtMs = now();
  const intent = { ...unsent, sending: { startedAtMs, isAnswered: false } };
  const answered = { ...unsent, sending: { startedAtMs, isAnswered: true } };
  if (!(await store.beginRemoval(planId, intent))) {
    return {
      kind: 'waiting',
      outcome: again(BUSY_MS, `${positionName(position)}: another update is not concluded yet`),
    };
  }
  const answer = await vtex.updateInventory(position, intent.update);
  const about = { ...position, planId, durationMs: now() - startedAtMs };
  if (answer.ok) {
    const { quantity: total, dateUtcOnBalanceSystem: watermarkAt } = intent.update;
    const sentence = together(say('position', position), say('update.sent', { total, watermarkAt }));
    await store.appendLog([{ kind: 'update', outcome: 'ok', ...sentence, ...about }]);
    return { kind: 'sent', intent: answered, failure: null };
  }
  const { failure } = answer;
  await store.appendLog([failureEntry(failure, { kind: 'update', ...about })]);
  if (failure.maybeApplied) return { kind: 'sent', intent, failure };
  // Refused for good: the intent is closed. Refused for now (423, 429): it stays, with the person's yes to it.
  if (failure.retry !== 'later') {
    await concludeWithout(
      services,
      { plan, intent },
      { state: 'failed', kind: 'not-applied', sentence: tellFailure(failure) },
    );
  } else {
    await store.beginRemoval(planId, answered);
  }
  return { kind: 'waiting', outcome: outcomeOfFailure(failure) };
}

async function notApplied(
  services: ChainServices,
  plan: Plan,
  intent: RemovalIntent,
  found: Extract<ReadBack, { kind: 'not-applied' }>,
  failure: VtexFailure | null,
): Promise<ChainOutcome> {
  if (intent.attempts >= MAX_ATTEMPTS) return giveUpSending(services, plan, intent, found);
  // Known to be over: the next run need not wait for it.
  await services.store.beginRemoval(plan.planId, intent);
  return failure === null ? again(SEND_AGAIN_MS, found.message) : outcomeOfFailure(failure);
}

/** Sent often enough: the intent is closed for a person, and not sent again before something has changed. */
export async function giveUpSending(
  services: ChainServices,
  plan: Plan,
  intent: RemovalIntent,
  found: Sentence,
): Promise<ChainOutcome> {
  const sentence = together(found, say('update.given-up', { attempts: intent.attempts }));
  await concludeWithout(services, { plan, intent }, { state: 'failed', kind: 'not-applied', sentence });
  return { kind: 'parked', reason: `${positionName(plan.position)}: ${sentence.message}` };
}
