import type { VtexFailure } from '../clients/vtex/vtex-api';
import { reservationChangedEvent } from '../core/erp-events/reservation-changed';
import { activeOf } from '../core/gate/active';
import type { Attention } from '../core/gate/plan';
import { checkReading } from '../core/gate/read-consistently';
import { instantOfMs } from '../core/instant';
import { samePosition } from '../core/position';
import { isUnderWay } from '../core/record/settled';
import { markLeft } from '../core/reservation/removal';

import { few, type Sentence } from '../core/said/said';
import { say, together } from '../core/said/say';
import type { ChainOutcome, ChainServices } from '../middlewares/chain-services';
import { again, BUSY_MS, DONE, failureEntry, outcomeOfFailure } from '../middlewares/outcome';
import { mirrorOrder } from '../orders/ask-for-delivery';
import { changeEntry } from '../orders/record-reading';
import type { Plan, RemovalIntent } from '../store/plan';
import { EXECUTE_MODE } from './execute-mode';
import { readPosition } from './read-position';
import { sendUntilReadBack } from './run-removal';
import { withWatermarkPermit } from './watermark-permit';

type Proposal = NonNullable<Attention['propose']>;
type OneLock = Extract<Proposal, { kind: 'acknowledge' | 'cancel' }>;
type Settle = Extract<Proposal, { kind: 'settle' }>;
type Repair = Extract<Proposal, { kind: 'repair' }>;

/**
 * Runs what a person approved beside removals: acknowledge or cancel reservations, take lost units off sale, take it
 * that goods left.
 * Called under the position's lease with a plan made a moment ago. Each is read back; then the position is
 * planned again, for what was in the way is gone. Acknowledging and cancelling twice is doing it once, so
 * these need no intent; a crash leaves the plan approved, and the next plan sees what was done.
 */
export async function runProposals(services: ChainServices, plan: Plan): Promise<ChainOutcome> {
  const proposals = plan.gate.attentions.flatMap((attention) => attention.propose ?? []);
  for (const proposal of proposals) if (proposal.kind === 'settle') await settle(services, plan, proposal);
  const failed = await runOnLocks(services, plan, proposals.filter(isOnLock));
  if (failed !== null) return failed;
  const repair = proposals.find((one) => one.kind === 'repair');
  const outcome =
    repair === undefined
      ? await finish(services, plan, 'executed', say('proposal.done'))
      : await runRepair(services, plan, repair);
  if (outcome.kind === 'done') await services.dispatcher.planPosition(plan.position, services.now(), 'event');
  return outcome;
}

function isOnLock(proposal: Proposal): proposal is OneLock {
  return proposal.kind === 'acknowledge' || proposal.kind === 'cancel';
}

/**
 * A person's word on an order that was canceled after an invoice: so many units left, and nothing more will. Recorded
 * as the invoice that settles it; the next plan releases it like any other. Settled twice is settled once.
 */
async function settle(
  services: ChainServices,
  { position, planId }: Plan,
  { lockId, leftQuantity }: Settle,
): Promise<void> {
  const orders = (await services.store.knownOrdersByLock([lockId])).get(lockId) ?? [];
  for (const { order } of orders) {
    const { orderId } = order;
    const nonce = services.newId();
    await services.store.changeOrder(orderId, (before) => {
      if (before === null) throw new Error('a recorded reservation without its order');
      const at = instantOfMs(services.now());
      const steps = before.reservations.map((one) => {
        const isMeant = one.lockId === lockId && samePosition(one, position) && isUnderWay(one.status);
        return isMeant ? markLeft(one, leftQuantity, at) : { reservation: one, change: null };
      });
      const changes = steps.flatMap(({ change }) => change ?? []);
      const told = changes.map((change) => reservationChangedEvent(services.account, change, nonce));
      const log = changes.map((change) => ({ ...changeEntry(change), planId }));
      const reservations = steps.map(({ reservation }) => reservation);
      return { ...before, reservations, changes, deliveries: services.settings.mirrorOn ? told : [], log };
    });
    await mirrorOrder(services, orderId);
  }
}

async function runOnLocks(
  services: ChainServices,
  plan: Plan,
  proposals: readonly OneLock[],
): Promise<ChainOutcome | null> {
  const failures: VtexFailure[] = [];
  for (const { kind, lockId } of proposals) {
    const { vtex, store } = services;
    const answer = await (kind === 'acknowledge'
      ? vtex.acknowledgeReservation(lockId)
      : vtex.cancelReservation(lockId));
    const about = { ...plan.position, planId: plan.planId, detail: { lockId } };
    const sentence = together(say('position', plan.position), say(`proposal.${kind}`, { lockId }));
    await store.appendLog([
      answer.ok
        ? { kind: 'update', outcome: 'ok', ...sentence, ...about }
        : failureEntry(answer.failure, about),
    ]);
    if (!answer.ok) failures.push(answer.failure);
  }
  if (proposals.length === 0) return null;
  const undone = await stillUndone(services, plan, proposals);
  if (!Array.isArray(undone)) return undone;
  if (undone.length === 0) return null;
  const [failure] = failures;
  if (failure !== undefined && failure.retry !== 'never') return outcomeOfFailure(failure);
  const names = few(undone.map((one) => one.lockId));
  return finish(services, plan, 'failed', say('proposal.no-effect', { names }));
}

/** Those that the read-back does not show as done; an outcome when it could not be read. */
async function stillUndone(
  services: ChainServices,
  plan: Plan,
  proposals: readonly OneLock[],
): Promise<OneLock[] | ChainOutcome> {
  const read = await readPosition(services, plan.position);
  if (read.kind === 'failure') return outcomeOfFailure(read.failure);
  if (read.kind === 'absent') return [];
  const check = checkReading(read.reading, []);
  if (check.kind === 'inconsistent' && check.readAgain) return again(BUSY_MS, check.message);
  const counted = new Map(activeOf(read.reading).map((one) => [one.lockId, one]));
  const aborted = new Set(
    check.kind === 'consistent' ? check.abortedStillCounted.map((one) => one.lockId) : [],
  );
  return proposals.filter(({ kind, lockId }) => {
    if (kind === 'acknowledge') return counted.get(lockId)?.acknowledgedAt === null;
    return counted.has(lockId) || aborted.has(lockId);
  });
}

function runRepair(services: ChainServices, plan: Plan, repair: Repair): Promise<ChainOutcome> {
  const { quantity, dateUtcOnBalanceSystem, leadTime } = repair;
  const orders = new Map(plan.gate.attentions.map((one) => [one.lockId, one.orderId]));
  const intent: RemovalIntent = {
    update: { quantity, dateUtcOnBalanceSystem, leadTime, unlimitedQuantity: false },
    totalBefore: plan.gate.totalQuantity,
    releases: [],
    mustKeep: plan.gate.kept.map(({ lockId, orderId, quantity }) => ({ lockId, orderId, quantity })),
    dependsOnWatermark: plan.gate.kept.length > 0,
    attempts: 1,
    repair: {
      lost: repair.lost.map((one) => ({ ...one, orderId: orders.get(one.lockId) ?? null })),
      byOurUpdate: false,
    },
  };
  return withWatermarkPermit(services, plan, () => sendUntilReadBack(services, plan, intent));
}

async function finish(
  services: ChainServices,
  plan: Plan,
  state: 'executed' | 'failed',
  sentence: Sentence,
): Promise<ChainOutcome> {
  const { decidedBy, decisionNote, planId, position } = plan;
  await services.store.movePlan(planId, state, {
    who: decidedBy ?? EXECUTE_MODE,
    note: decisionNote,
  });
  const outcome = state === 'executed' ? 'ok' : 'attention';
  const told = together(say('position', position), sentence);
  await services.store.appendLog([{ kind: 'update', outcome, ...told, ...position, planId }]);
  return DONE;
}
