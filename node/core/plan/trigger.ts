/**
 * Why a position is planned, with how much it says. A count comes first: only a plan made for it applies it, while an
 * unfinished removal and an approval are found whatever the reason was.
 */
const WEIGHT = { event: 1, count: 4, approval: 2, recovery: 3, sweep: 0 };

export type PlanTrigger = keyof typeof WEIGHT;

export const PLAN_TRIGGERS = Object.keys(WEIGHT) as [PlanTrigger, ...PlanTrigger[]];

/** The reason that says more, of two for one plan; the first when they are equal. */
export function weightier<T extends { trigger: PlanTrigger }>(one: T, other: T): T {
  return WEIGHT[other.trigger] > WEIGHT[one.trigger] ? other : one;
}
