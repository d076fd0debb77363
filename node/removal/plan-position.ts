import { fingerprintOf } from '../core/gate/fingerprint';
import type { GatePlan } from '../core/gate/plan';
import { asPlanId } from '../core/id';
import { type Instant, msOfInstant } from '../core/instant';
import type { Position } from '../core/position';
import { awaitsRemoval } from '../core/record/settled';
import { say } from '../core/said/say';
import type { ChainOutcome, ChainServices } from '../middlewares/chain-services';
import { again, DONE } from '../middlewares/outcome';
import type { Plan } from '../store/plan';
import { concludeWithout } from './conclude-removal';
import { type Decided, decidePosition } from './decide-position';
import { EXECUTE_MODE, isTakenBack } from './execute-mode';
import { MAX_ATTEMPTS } from './removal-intent';
import { noteUnreadable } from './unreadable-since';
import { runsByItself, writePlan } from './write-plan';

export type Planned =
  /** `plan` as it is on record, with the gate's newest word; null when there was nothing worth recording. */
  | { kind: 'planned'; plan: Plan | null; outcome: ChainOutcome }
  | { kind: 'not-planned'; outcome: ChainOutcome };

/**
 * Plans a position from what VTEX and the record say now. Called under the position's lease; `plan.state` then
 * says what may happen under that same lease: `approved` and `executing` may run.
 *
 * | current plan | says the same | says something else |
 * |---|---|---|
 * | none, executed | - | recorded (unless it says that there is nothing to do) |
 * | held, dismissed | stands | superseded |
 * | proposed | stands; execute mode runs it | superseded |
 * | approved | runs | superseded: a yes covers what was shown and no more |
 * | executing (found not applied) | is sent again | superseded |
 * | either, by execute mode that was taken back | recorded anew, for a person | superseded |
 * | failed: VTEX released nothing, or never applied it | stands for an hour, with a count for good | superseded |
 * | failed otherwise | recorded anew | superseded |
 */
export async function makePlan(
  services: ChainServices,
  position: Position,
  trigger: Plan['trigger'],
): Promise<Planned> {
  const decided = await decidePosition(services, position);
  if (decided.kind === 'undecided') return { kind: 'not-planned', outcome: decided.outcome };
  const { gate, current, readAt } = decided;
  const outcome = whenAgain(gate, readAt);
  const plan = await stand(services, decided, trigger);
  if (current !== null && plan?.planId === current.planId)
    return { kind: 'planned', plan: { ...plan, gate }, outcome };
  return { kind: 'planned', plan, outcome };
}

type Ready = Extract<Decided, { kind: 'decided' }>;

async function stand(
  services: ChainServices,
  decided: Ready,
  trigger: Plan['trigger'],
): Promise<Plan | null> {
  const { gate, current, count } = decided;
  const fingerprint = fingerprintOf(gate);
  // The id that the ERP was promised for its count has to exist, even when the count says nothing new.
  const promised = count !== null && (await services.store.plan(count.planId)) === null ? count.planId : null;
  if (current !== null && promised === null) {
    const carriesIt = count === null || count.reference === current.countReference;
    if (carriesIt && current.fingerprint === fingerprint && staysAsItIs(services, current)) {
      await services.store.planStands(current.planId);
      return approvedByMode(services, current, gate);
    }
    if (saysNothingOfFacts(gate) && isDecidedOrWaiting(current)) {
      await noteUnreadable(services, gate);
      return null;
    }
  }
  if (promised === null && !isWorthRecording(decided)) return null;
  const made = { planId: promised ?? asPlanId(services.newId()), gate, fingerprint, trigger, current, count };
  const written = await writePlan(services, made);
  // Not before: a crash in between must leave a plan that carries what the given up one was for.
  if (current?.state === 'executing') await giveUp(services, current);
  return { ...written, intent: goesOn(current, fingerprint) ? current.intent : null };
}

/** Somebody else's update came in between, and the same is needed again: its sendings count on. */
function goesOn(current: Plan | null, fingerprint: string): current is Plan {
  return current?.result?.kind === 'unclear' && current.fingerprint === fingerprint;
}

const NOT_AGAIN = new Set<Plan['state']>(['held', 'proposed', 'approved', 'dismissed', 'executing']);

/** An update that VTEX took and that had no effect is not repeated all day. */
const FRUITLESS_FOR_MS = 60 * 60_000;

function staysAsItIs(services: ChainServices, current: Plan): boolean {
  if (isTakenBack(services.settings, current)) return false;
  if (current.state !== 'failed') return NOT_AGAIN.has(current.state);
  const { result, intent } = current;
  const isUndone = result?.kind === 'not-applied' || result?.kind === 'unclear';
  const hadEnough = isUndone && (intent?.attempts ?? 0) >= MAX_ATTEMPTS;
  if (hadEnough && current.countReference !== null) return true;
  const isFruitless = result?.kind === 'not-released' || hadEnough;
  return isFruitless && services.now() - current.updatedAtMs < FRUITLESS_FOR_MS;
}

/** In execute mode a proposal that waited for a person (the mode was changed) goes on by itself. */
async function approvedByMode(services: ChainServices, current: Plan, gate: GatePlan): Promise<Plan> {
  if (current.state !== 'proposed' || !runsByItself(services.settings, gate)) return current;
  const by = { who: EXECUTE_MODE, note: null };
  if (!(await services.store.movePlan(current.planId, 'approved', by))) return current;
  return { ...current, state: 'approved', decidedBy: by.who };
}

/** A list that does not add up for a moment is no reason to take back what a person sees or has decided. */
function saysNothingOfFacts(gate: GatePlan): boolean {
  return gate.kind === 'hold' && gate.reason === 'inconsistent-read' && gate.attentions.length === 0;
}

function isDecidedOrWaiting({ state }: Plan): boolean {
  return state === 'proposed' || state === 'approved' || state === 'dismissed' || state === 'executing';
}

function isWorthRecording({ gate, current, known, count }: Ready): boolean {
  // A count that finds nothing to change is over with that, and must not come back when the total has moved on.
  if (gate.kind !== 'nothing' || count !== null) return true;
  return (current !== null && !isLastWord(current)) || known.some(awaitsRemoval);
}

/** What was done, or went wrong, stays on view until there is something to do again. */
function isLastWord({ state, result }: Plan): boolean {
  return (
    state === 'executed' ||
    (state === 'failed' && (result?.kind === 'lost' || result?.kind === 'not-released'))
  );
}

function giveUp(services: ChainServices, current: Plan): Promise<void> {
  const { intent } = current;
  if (intent === null) throw new Error(`plan ${current.planId} is executing without an intent`);
  return concludeWithout(
    services,
    { plan: current, intent },
    { state: 'superseded', kind: 'not-applied', sentence: say('update.needs-another') },
  );
}

/** Only time is missing: both instants are VTEX's, and its Date header is cut to whole seconds. */
function whenAgain(gate: GatePlan, balanceDate: Instant): ChainOutcome {
  const retryAt = gate.kind === 'hold' || gate.kind === 'remove' ? (gate.retryAt ?? null) : null;
  if (retryAt === null) return DONE;
  const why = gate.kind === 'hold' ? gate.message : 'what was handled a moment ago follows';
  return again(Math.max(1_000, msOfInstant(retryAt) - msOfInstant(balanceDate) + 1_000), why);
}
