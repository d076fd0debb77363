import type { PositionDetail } from '../../api/types/position';
import { kept, planOf, release, removal, reservation, second } from '../../standalone/testing/any-evidence';
import { withHandlingTimes } from './handling-times';

test('the time is our record’s, else that of the newest plan that saw the reservation', () => {
  const current = planOf(removal([release('A', 1)], [kept('B', 9, 'open')], 5));
  const older = planOf(removal([release('C', 2)], [kept('A', 3, 'open')], 2));
  const detail: PositionDetail = {
    skuId: '101',
    warehouseId: 'main',
    currentPlan: current,
    byStatus: {},
    reservations: [
      reservation('A'),
      reservation('B', { acknowledgedAt: second(8) }),
      reservation('C'),
      reservation('D'),
    ],
    history: [current, older],
    counts: [],
  };
  expect(withHandlingTimes(detail).map(({ acknowledgedAt }) => acknowledgedAt)).toEqual([
    second(1),
    second(8),
    second(2),
    null,
  ]);
});
