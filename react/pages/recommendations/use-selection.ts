import React from 'react';
import type { Plan } from '../../api/types/plan';

export interface Selection {
  chosen: readonly Plan[];
  isAll: boolean;
  has(plan: Plan): boolean;
  toggle(plan: Plan): void;
  toggleAll(): void;
}

/** Which of the shown plans are ticked; one that is shown no longer counts no longer. */
export function useSelection(plans: readonly Plan[]): Selection {
  const [ids, setIds] = React.useState<ReadonlySet<string>>(new Set());
  const chosen = plans.filter(({ planId }) => ids.has(planId));
  const isAll = plans.length > 0 && chosen.length === plans.length;
  return {
    chosen,
    isAll,
    has: ({ planId }) => ids.has(planId),
    toggle: ({ planId }) =>
      setIds((before) => {
        const after = new Set(before);
        if (!after.delete(planId)) after.add(planId);
        return after;
      }),
    toggleAll: () => setIds(isAll ? new Set() : new Set(plans.map(({ planId }) => planId))),
  };
}
