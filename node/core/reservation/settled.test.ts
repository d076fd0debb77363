import { aKnown, aLine, anOrder, at } from '../../../test/builders/order';
import { markRemoved, markReturned } from './removal';
import type { KnownReservation } from './reservation';
import { positionsToPlan, settledNotRemoved } from './settled';
import { awaitsRemoval } from './still-matters';
import { versionAfter } from './version-after';

const NOW = at('2026-03-05T09:00:00Z');
const LATER = versionAfter(3, Date.parse(NOW));

describe('a removal that was proven', () => {
  it.each<KnownReservation['status']>(['invoiced', 'acknowledged', 'expired'])(
    'of a reservation recorded as %s',
    (status) => {
      const { reservation, change } = markRemoved(
        aKnown({ status, invoicedAt: NOW, leftQuantity: 2 }),
        'p1',
        NOW,
      );
      expect(reservation).toEqual(
        aKnown({ status: 'removed', invoicedAt: NOW, version: LATER, deductedQuantity: 2, planId: 'p1' }),
      );
      expect(change).toMatchObject({
        status: 'removed',
        previousStatus: status,
        version: LATER,
        quantity: 2,
        occurredAt: NOW,
      });
    },
  );

  it('is recorded once', () => {
    const { reservation } = markRemoved(aKnown({ status: 'invoiced' }), 'p1', NOW);
    expect(markRemoved(reservation, 'p2', NOW)).toEqual({ reservation, change: null });
  });

  it('leaves a canceled one canceled, with nothing taken out', () => {
    const canceled = aKnown({ status: 'canceled' });
    expect(markRemoved(canceled, 'p1', NOW)).toEqual({
      reservation: { ...canceled, planId: 'p1' },
      change: null,
    });
  });
});

describe('settled and not removed', () => {
  it.each<[string, Partial<KnownReservation>, boolean]>([
    ['acknowledged', {}, false],
    ['authorized', { status: 'authorized' }, false],
    ['invoiced', { status: 'invoiced' }, true],
    ['invoiced, never acknowledged', { status: 'invoiced', wasAcknowledged: false }, true],
    ['invoiced, deducted but still listed', { status: 'invoiced', deductedQuantity: 2, planId: 'p1' }, true],
    ['removed', { status: 'removed' }, false],
    ['expired', { status: 'expired' }, false],
    ['canceled in handling', { status: 'canceled' }, true],
    ['canceled before', { status: 'canceled', wasAcknowledged: false }, false],
    [
      'canceled, seen acknowledged in VTEX’s list',
      { status: 'canceled', wasAcknowledged: false, acknowledgedAt: NOW },
      true,
    ],
    ['canceled and released', { status: 'canceled', planId: 'p1' }, false],
    [
      'lost, repaired, canceled',
      { status: 'canceled', lostAt: NOW, deductedQuantity: 2, planId: 'p1' },
      true,
    ],
    [
      'set aside by a count, canceled before it was acknowledged',
      { status: 'canceled', wasAcknowledged: false, deductedQuantity: 2 },
      true,
    ],
    [
      'added without a reservation, set aside by a count, canceled',
      { status: 'canceled', heldAs: 'none', deductedQuantity: 2 },
      true,
    ],
    ['added without a reservation, canceled', { status: 'canceled', heldAs: 'none' }, false],
    ['lost before it was repaired, canceled', { status: 'canceled', lostAt: NOW }, false],
  ])('%s: %s', (_case, over, expected) => {
    expect(awaitsRemoval(aKnown(over))).toBe(expected);
    expect(settledNotRemoved([aKnown(over)])).toHaveLength(expected ? 1 : 0);
  });

  it('is over once the units came back', () => {
    const lost = aKnown({ status: 'canceled', lostAt: NOW, deductedQuantity: 2, planId: 'p1' });
    expect(awaitsRemoval(markReturned(lost, 'p2'))).toBe(false);
  });

  it('gives each position once, and none for a kit that is held as its parts', () => {
    const reservations = [
      aKnown({ status: 'invoiced' }),
      aKnown({ status: 'invoiced', lockId: 'other' }),
      aKnown({ status: 'invoiced', skuId: 'kit', heldAs: 'parts' }),
      aKnown({ status: 'invoiced', skuId: 'p', partOf: 'kit' }),
      aKnown({ skuId: '8', warehouseId: 'w2' }),
    ];
    expect(positionsToPlan(anOrder({ status: 'invoiced' }), reservations)).toEqual([
      { skuId: '7', warehouseId: 'w1' },
      { skuId: 'p', warehouseId: 'w1' },
    ]);
  });

  it('asks for the position of an order that was canceled after a part of it was invoiced, and of no other', () => {
    const underWay = [aKnown()];
    const here = [{ skuId: '7', warehouseId: 'w1' }];
    expect(positionsToPlan(anOrder({ status: 'canceled' }), underWay)).toEqual(here);
    expect(positionsToPlan(anOrder({ status: 'handling' }), underWay)).toEqual([]);
  });

  it('asks where an open order claims more than is reserved', () => {
    const here = [{ skuId: '7', warehouseId: 'w1' }];
    const grown = anOrder({ changes: [{ skuId: '7', added: 1, removed: 0 }] });
    expect(positionsToPlan(grown, [aKnown()])).toEqual(here);
    expect(positionsToPlan(grown, [aKnown({ quantity: 3 })])).toEqual([]);
    expect(positionsToPlan(grown, [aKnown({ lostAt: NOW })])).toEqual([]);
    const raised = anOrder({ lines: [aLine({ quantity: 3 })], memory: anOrder().memory });
    expect(positionsToPlan(raised, [aKnown()])).toEqual(here);
    expect(positionsToPlan(anOrder(), [aKnown({ heldAs: 'none' })])).toEqual(here);
  });
});
