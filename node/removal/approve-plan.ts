import type { PlanId } from '../core/id';
import { say } from '../core/said/say';
import type { ChainServices } from '../middlewares/chain-services';
import type { Plan } from '../store/plan';

export type DecisionOutcome =
  | { kind: 'decided'; plan: Plan }
  | { kind: 'not-found' }
  /** Somebody decided first, or a newer plan stands in its place; `plan` is what there is now. */
  | { kind: 'not-waiting'; plan: Plan }
  /** The plan only reports something: there is nothing that approving could run. */
  | { kind: 'nothing-to-run'; plan: Plan };

/**
 * A person says yes. The plan is not run here: the position is planned again first, and only a plan that
 * still says the same runs. Approving twice asks for that run twice, which is harmless and repairs a request
 * that was lost between the two steps.
 */
export async function approvePlan(
  services: ChainServices,
  planId: PlanId,
  by: { who: string; note: string | null },
): Promise<DecisionOutcome> {
  const plan = await services.store.plan(planId);
  if (plan === null) return { kind: 'not-found' };
  if (!canRun(plan)) return { kind: 'nothing-to-run', plan };
  const decidedNow = await services.store.movePlan(planId, 'approved', by);
  if (decidedNow) await logDecision(services, plan, 'plan.approved', by.who);
  const decided = await services.store.plan(planId);
  if (decided?.state !== 'approved') return { kind: 'not-waiting', plan: decided ?? plan };
  await services.dispatcher.planPosition(plan.position, services.now(), 'approval');
  return { kind: 'decided', plan: decided };
}

function canRun(plan: Plan): boolean {
  return plan.gate.kind === 'remove' || plan.gate.attentions.some((attention) => attention.propose !== null);
}

export function logDecision(
  services: ChainServices,
  plan: Plan,
  id: 'plan.approved' | 'plan.dismissed',
  who: string,
): Promise<void> {
  const { skuId, warehouseId } = plan.position;
  const sentence = say(id, { who, skuId, warehouseId });
  return services.store.appendLog([
    { kind: 'admin', outcome: 'ok', ...sentence, skuId, warehouseId, planId: plan.planId },
  ]);
}
