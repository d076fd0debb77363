import type { Plan } from '../../store/plan';
import { totalLeftBy } from '../../store/total-left-by';
import type { ProvenTotal } from './shapes';

/** The total of the plan that was proven last, of these (in the order of recording) and of what was known before. */
export function newestProven(plans: readonly Plan[], before: ProvenTotal | null): ProvenTotal | null {
  return plans.reduce<ProvenTotal | null>((newest, plan) => {
    const quantity = totalLeftBy(plan);
    if (quantity === null || (newest !== null && plan.updatedAtMs < newest.atMs)) return newest;
    return { quantity, atMs: plan.updatedAtMs };
  }, before);
}
