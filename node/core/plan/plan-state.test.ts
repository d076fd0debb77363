import { currentOf, FINAL, MAY_BEGIN, mayMoveFrom, type PlanState, REPLACEABLE } from './plan-state';

test('what a state leads to', () => {
  expect(MAY_BEGIN).toEqual(['proposed', 'approved', 'executing']);
  expect(REPLACEABLE).toEqual(['held', 'proposed', 'approved', 'failed', 'dismissed']);
  expect(FINAL).toEqual(['executed', 'superseded']);
  expect(mayMoveFrom('approved')).toEqual(['proposed']);
  expect(mayMoveFrom('dismissed')).toEqual(['proposed']);
  expect(mayMoveFrom('executed')).toEqual(['approved']);
});

test.each<[PlanState[], number | null]>([
  [[], null],
  [['superseded', 'superseded'], null],
  [['superseded', 'executed', 'superseded'], 1],
  [['executed', 'failed'], 1],
  [['held', 'executing', 'proposed'], 1],
  [['executing', 'superseded'], 0],
])('of %j the current one is number %p', (states, nth) => {
  const plans = states.map((state, index) => ({ state, index }));
  expect(currentOf(plans, ({ state }) => state)?.index ?? null).toBe(nth);
});
