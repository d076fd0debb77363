/**
 * What a plan may become. TypeScript, VBase's documents and SQL take their states, and the steps between them, from
 * here.
 *
 * | state | meaning |
 * |---|---|
 * | held | the gate holds, or there is nothing to do; kept as the position's evidence |
 * | proposed | waits for a person (recommend mode, or an attention) |
 * | approved | a person said yes, or execute mode did; planned again before it runs |
 * | executing | the intent is recorded, the call may have been made; again: a further attempt, or the repair of what it lost |
 * | executed | read back and proven, or its proposals were carried out |
 * | failed | read back and not as intended; its attention says what to do |
 * | dismissed | a person said no; not proposed again while the facts stay the same |
 * | superseded | the facts changed, a newer plan stands in its place |
 */
const NEXT = {
  held: ['superseded'],
  proposed: ['approved', 'dismissed', 'executing', 'superseded'],
  approved: ['executing', 'executed', 'failed', 'superseded'],
  executing: ['executing', 'executed', 'failed', 'superseded'],
  executed: [],
  failed: ['superseded'],
  dismissed: ['superseded'],
  superseded: [],
} as const satisfies Record<string, readonly string[]>;

export type PlanState = keyof typeof NEXT;

export const PLAN_STATES = Object.keys(NEXT) as [PlanState, ...PlanState[]];

const leadsTo = (state: PlanState, next: PlanState) => (NEXT[state] as readonly PlanState[]).includes(next);

/** From these an intent may be recorded. */
export const MAY_BEGIN: readonly PlanState[] = PLAN_STATES.filter((state) => leadsTo(state, 'executing'));

/** From these a plan moves on without a read-back; an open intent is only ever concluded. */
export function mayMoveFrom(to: PlanState): PlanState[] {
  return PLAN_STATES.filter((state) => state !== 'executing' && leadsTo(state, to));
}

/** A newer plan of the position takes the place of these. */
export const REPLACEABLE: readonly PlanState[] = mayMoveFrom('superseded');

/** Nothing can change these any more. */
export const FINAL: readonly PlanState[] = PLAN_STATES.filter((state) => NEXT[state].length === 0);

/**
 * The plan of a position that counts, of all its plans, oldest first: the plan whose intent is open. Without an open
 * intent, the newest plan that is not superseded. Two writers (a lease lost with its connection) may have recorded a
 * newer plan beside an open intent, and an update that nobody concludes would hold the position for ever.
 */
export function currentOf<T>(plans: readonly T[], stateOf: (plan: T) => PlanState): T | null {
  const open = plans.find((plan) => stateOf(plan) === 'executing');
  return open ?? plans.filter((plan) => stateOf(plan) !== 'superseded').at(-1) ?? null;
}
