import type { Store } from '@holdfast/node/store/store';
import type { Metrics } from './create-metrics';

/** Counts every plan that is put on record, and every removal by how it ended. */
export function countingStore(inner: Store, { plans, removals }: Metrics): Store {
  return {
    ...inner,
    async recordPlan(plan, effects) {
      await inner.recordPlan(plan, effects);
      plans.inc({ kind: plan.gate.kind, state: plan.state });
    },
    async concludeRemoval(planId, decide) {
      // `decide` may run more than once: only what it said last was recorded.
      let result: string | null = null;
      await inner.concludeRemoval(planId, (known) => {
        const conclusion = decide(known);
        result = conclusion.result.kind;
        return conclusion;
      });
      if (result !== null) removals.inc({ result });
    },
  };
}
