import type { PlanId } from '../core/id';
import type { ChainServices } from '../middlewares/chain-services';
import { type DecisionOutcome, logDecision } from './approve-plan';

/** A person says no. The same plan is not proposed again while the facts stay the same. */
export async function dismissPlan(
  services: ChainServices,
  planId: PlanId,
  by: { who: string; note: string | null },
): Promise<Exclude<DecisionOutcome, { kind: 'nothing-to-run' }>> {
  const plan = await services.store.plan(planId);
  if (plan === null) return { kind: 'not-found' };
  const decidedNow = await services.store.movePlan(planId, 'dismissed', by);
  if (decidedNow) await logDecision(services, plan, 'plan.dismissed', by.who);
  const decided = (await services.store.plan(planId)) ?? plan;
  return decided.state === 'dismissed'
    ? { kind: 'decided', plan: decided }
    : { kind: 'not-waiting', plan: decided };
}
