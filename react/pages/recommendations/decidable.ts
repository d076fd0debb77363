import type { Plan } from '../../api/types/plan';

/** Waits for somebody to say yes or no. */
export function isWaiting({ state }: Plan): boolean {
  return state === 'proposed';
}

/** Something would run; else the recommendation only reports what a person has to look at. */
export function canApprove(plan: Plan): boolean {
  const { evidence } = plan;
  return (
    isWaiting(plan) &&
    (evidence.kind === 'remove' || evidence.attentions.some(({ propose }) => propose !== null))
  );
}

/** Nothing more will happen to it. */
export function isOver({ state }: Plan): boolean {
  return state !== 'approved' && state !== 'executing' && state !== 'proposed';
}
