import { removalRecommendedEvent } from '../core/erp-events/removal-recommended';
import { positionStream } from '../core/erp-events/streams';
import type { AttentionReason, GatePlan } from '../core/gate/plan';
import { tellPlan } from '../core/gate/tell-plan';
import type { PlanId } from '../core/id';
import { instantOfMs } from '../core/instant';
import { say } from '../core/said/say';
import type { ChainServices, ChainSettings } from '../middlewares/chain-services';
import { askForDelivery } from '../orders/ask-for-delivery';
import type { Plan } from '../store/plan';
import type { LogEntry, LogOutcome } from '../store/sync-log';
import { EXECUTE_MODE, isTakenBack } from './execute-mode';
import type { PendingCount } from './pending-count';

interface NewPlan {
  planId: PlanId;
  gate: GatePlan;
  fingerprint: string;
  trigger: Plan['trigger'];
  /** What it takes the place of. */
  current: Plan | null;
  count: PendingCount | null;
}

/** An attention can turn out to be a list that lagged behind: it is looked at once more. */
const LOOK_ONCE_MORE_MS = 60_000;

/** Records a plan with its evidence, and in recommend mode tells the ERP what it could send. */
export async function writePlan(services: ChainServices, made: NewPlan): Promise<Plan> {
  const { account, store, dispatcher, settings, now } = services;
  const { planId, gate, fingerprint, trigger, count } = made;
  const atMs = now();
  const isAutomatic = runsByItself(settings, gate);
  const plan: Plan = {
    planId,
    position: gate.position,
    trigger,
    gate,
    fingerprint,
    state: isAutomatic ? 'approved' : asksForSomebody(gate) ? 'proposed' : 'held',
    createdAtMs: atMs,
    updatedAtMs: atMs,
    decidedBy: isAutomatic ? EXECUTE_MODE : null,
    decisionNote: null,
    countReference: count?.reference ?? null,
    intent: null,
    result: null,
  };
  const recommends = settings.mirrorOn && settings.mode === 'recommend' && gate.kind === 'remove';
  const deliveries = recommends
    ? [removalRecommendedEvent(account, { planId, gate }, instantOfMs(atMs))]
    : [];
  await store.recordPlan(plan, { deliveries, log: [...supersededEntry(settings, made), planEntry(plan)] });
  if (recommends) await askForDelivery(services, positionStream(gate.position));
  if (gate.attentions.length > 0)
    await dispatcher.planPosition(gate.position, atMs + LOOK_ONCE_MORE_MS, 'event');
  return plan;
}

const STOPS_A_REMOVAL = new Set<AttentionReason>([
  'negative-reserved',
  'total-too-small',
  'unlimited-stock',
  'too-many-active',
]);

/** Safe by itself: a removal in execute mode. What asks for a person waits for one, beside it or instead of it. */
export function runsByItself(settings: ChainSettings, gate: GatePlan): boolean {
  if (settings.mode !== 'execute' || gate.kind !== 'remove') return false;
  return !gate.attentions.some((attention) => STOPS_A_REMOVAL.has(attention.reason));
}

function asksForSomebody(gate: GatePlan): boolean {
  return gate.kind === 'remove' || gate.attentions.length > 0;
}

const OUTCOMES: Record<GatePlan['kind'], LogOutcome> = {
  remove: 'ok',
  hold: 'hold',
  attention: 'attention',
  nothing: 'nothing',
};

function planEntry({ gate, planId, position }: Plan): LogEntry {
  const orderId = gate.kind === 'hold' ? (gate.blockedBy?.orderId ?? null) : null;
  return {
    kind: 'plan',
    outcome: OUTCOMES[gate.kind],
    ...tellPlan(gate),
    ...position,
    planId,
    orderId,
  };
}

function supersededEntry(settings: ChainSettings, { current, gate }: NewPlan): LogEntry[] {
  if (current === null) return [];
  const takenBack = isTakenBack(settings, current);
  if (current.state !== 'approved' && !takenBack) return [];
  const sentence = say(takenBack ? 'plan.taken-back' : 'plan.superseded');
  return [{ kind: 'plan', outcome: 'nothing', ...sentence, ...gate.position, planId: current.planId }];
}
