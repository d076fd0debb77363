import type { PositionDetail } from '../../api/types/position';
import type { Reservation } from '../../api/types/reservation';
import { kept, planOf, release, removal, second } from '../../standalone/testing/any-evidence';
import { withHandlingTimes } from './handling-times';

function reservation(orderId: string, acknowledgedAt: string | null): Reservation {
  return {
    orderId,
    lockId: `00-${orderId}`,
    skuId: '101',
    warehouseId: 'main',
    quantity: 1,
    status: 'acknowledged',
    version: 1,
    expiresAt: null,
    acknowledgedAt,
    invoicedAt: null,
    deductedQuantity: 0,
    lostAt: null,
    planId: null,
  };
}

test('the time is our record’s, else that of the newest plan that saw the reservation', () => {
  const current = planOf(removal([release('A', 1)], [kept('B', 9, 'open')], 5));
  const older = planOf(removal([release('C', 2)], [kept('A', 3, 'open')], 2));
  const detail: PositionDetail = {
    skuId: '101',
    warehouseId: 'main',
    currentPlan: current,
    byStatus: {},
    reservations: [
      reservation('A', null),
      reservation('B', second(8)),
      reservation('C', null),
      reservation('D', null),
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
