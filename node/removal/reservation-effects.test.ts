import { aKnown, at } from '../../test/builders/order';
import type { Release } from '../core/gate/plan';
import type { KnownReservation } from '../core/reservation/reservation';
import type { Plan, RemovalIntent } from '../store/plan';
import { released } from './reservation-effects';

const NOW = at('2026-03-05T09:00:00Z');
const { lockId, orderId, skuId, warehouseId } = aKnown();

function after(known: KnownReservation, because: Release['because']): KnownReservation | undefined {
  const release = { lockId, orderId, because, quantity: 2, leftQuantity: 2, acknowledgedAt: NOW };
  const plan = { planId: 'p-1', position: { skuId, warehouseId } } as Plan;
  const intent = { releases: [release as unknown as Release] } as RemovalIntent;
  const [changed] = released([known], { plan, intent, reading: {} as never }, NOW);
  return changed?.reservation;
}

test('what left is removed, and counts as taken out', () => {
  expect(after(aKnown({ status: 'invoiced' }), 'invoiced')).toMatchObject({
    status: 'removed',
    deductedQuantity: 2,
    planId: 'p-1',
  });
});

test.each(['canceled', 'acknowledged'] as const)(
  'what is released because it was canceled counts as nothing taken out, also where the record says %s',
  (status) => {
    expect(after(aKnown({ status }), 'canceled')).toMatchObject({
      status: 'canceled',
      deductedQuantity: 0,
      planId: 'p-1',
    });
  },
);
