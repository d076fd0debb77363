import type { Plan } from '../../api/types/plan';
import type { PlanState } from '../../api/types/words';
import { planOf, release, removal } from '../../standalone/testing/any-evidence';
import { canApprove, isOver, isWaiting } from './decidable';

function plan(state: PlanState, over: Partial<Plan> = {}): Plan {
  return planOf(removal([release('A', 1)], [], 5), { state, ...over });
}

const report = (propose: boolean): Plan =>
  plan('proposed', {
    kind: 'attention',
    evidence: {
      kind: 'attention',
      totalQuantity: 1,
      reservedQuantity: 0,
      kept: [],
      attentions: [
        {
          reason: 'canceled-still-reserved',
          message: '',
          orderId: 'A',
          lockId: 'L',
          propose: propose ? { kind: 'cancel', lockId: 'L' } : null,
        },
      ],
    },
  });

test('only what waits and would run something can be approved', () => {
  expect(canApprove(plan('proposed'))).toBe(true);
  expect(canApprove(report(true))).toBe(true);
  expect(canApprove(report(false))).toBe(false);
  for (const state of ['approved', 'executing', 'executed', 'failed', 'superseded'] as const) {
    expect(canApprove(plan(state))).toBe(false);
  }
});

test('what only reports something can still be dismissed', () => {
  expect(isWaiting(report(false))).toBe(true);
});

test('a plan is watched until it has run or cannot run any more', () => {
  const states: PlanState[] = ['approved', 'executing', 'executed', 'failed', 'dismissed', 'superseded'];
  expect(states.map((state) => isOver(plan(state)))).toEqual([false, false, true, true, true, true]);
});
