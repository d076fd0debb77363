import { anId } from '../../../test/builders/an-id';
import { aKnown, at } from '../../../test/builders/order';
import { markGivenUp, markLeft, markRemoved, markReturned } from './removal';

const NOW = at('2026-03-05T09:00:00Z');

describe('released by an update', () => {
  test('what left is deducted, whatever the lock held, and told', () => {
    const known = aKnown({ status: 'invoiced', quantity: 3, leftQuantity: 2 });
    const { reservation, change } = markRemoved(known, anId('p-1'), NOW);
    expect(reservation).toMatchObject({ status: 'removed', deductedQuantity: 2, planId: 'p-1' });
    expect(change).toMatchObject({ status: 'removed', previousStatus: 'invoiced', quantity: 2 });
    expect(markRemoved(aKnown({ quantity: 3 }), anId('p-1'), NOW).reservation.deductedQuantity).toBe(3);
  });

  test('twice is once, under the plan that did it', () => {
    const { reservation } = markRemoved(aKnown({ status: 'invoiced' }), anId('p-1'), NOW);
    expect(markRemoved(reservation, anId('p-2'), NOW)).toEqual({ reservation, change: null });
  });

  test('a canceled one stays canceled, with the plan that released it first', () => {
    const released = markRemoved(aKnown({ status: 'canceled' }), anId('p-1'), NOW);
    expect(released).toMatchObject({ reservation: { status: 'canceled', planId: 'p-1' }, change: null });
    expect(markRemoved(released.reservation, anId('p-2'), NOW).reservation.planId).toBe('p-1');
  });

  test('one that the ERP does not hear of has no versions', () => {
    const silent = aKnown({ status: 'invoiced', isTold: false, version: 0 });
    expect(markRemoved(silent, anId('p-1'), NOW)).toMatchObject({
      reservation: { version: 0 },
      change: null,
    });
  });

  test('given up while its order was under way: canceled, and nothing deducted', () => {
    expect(markGivenUp(aKnown(), anId('p-1'), NOW)).toMatchObject({
      reservation: { status: 'canceled', deductedQuantity: 0, planId: 'p-1' },
      change: { status: 'canceled' },
    });
    expect(markGivenUp(aKnown({ status: 'invoiced' }), anId('p-1'), NOW).reservation.status).toBe('removed');
  });
});

test('a person says that so many left', () => {
  expect(markLeft(aKnown({ quantity: 3 }), 1, NOW)).toMatchObject({
    reservation: { status: 'invoiced', invoicedAt: NOW, leftQuantity: 1 },
    change: { status: 'invoiced', quantity: 1 },
  });
});

test('units that came back are deducted no more', () => {
  const lost = aKnown({ status: 'canceled', lostAt: NOW, deductedQuantity: 2 });
  expect(markReturned(lost, anId('p-1'))).toMatchObject({ deductedQuantity: 0, planId: 'p-1' });
});
