import { anId } from '../../../test/builders/an-id';
import { aKnown, at } from '../../../test/builders/order';
import { markRemoved, markReturned } from '../reservation/removal';
import type { KnownReservation } from '../reservation/reservation';
import { versionAfter } from '../reservation/version-after';
import { awaitsRemoval } from './settled';

const NOW = at('2026-03-05T09:00:00Z');
const LATER = versionAfter(3, Date.parse(NOW));

describe('a removal that was proven', () => {
  it.each<KnownReservation['status']>(['invoiced', 'acknowledged', 'expired'])(
    'of a reservation recorded as %s',
    (status) => {
      const { reservation, change } = markRemoved(
        aKnown({ status, invoicedAt: NOW, leftQuantity: 2 }),
        anId('p1'),
        NOW,
      );
      expect(reservation).toEqual(
        aKnown({
          status: 'removed',
          invoicedAt: NOW,
          version: LATER,
          deductedQuantity: 2,
          planId: anId('p1'),
        }),
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
    const { reservation } = markRemoved(aKnown({ status: 'invoiced' }), anId('p1'), NOW);
    expect(markRemoved(reservation, anId('p2'), NOW)).toEqual({ reservation, change: null });
  });

  it('leaves a canceled one canceled, with nothing taken out', () => {
    const canceled = aKnown({ status: 'canceled' });
    expect(markRemoved(canceled, anId('p1'), NOW)).toEqual({
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
    [
      'invoiced, deducted but still listed',
      { status: 'invoiced', deductedQuantity: 2, planId: anId('p1') },
      true,
    ],
    ['removed', { status: 'removed' }, false],
    ['expired', { status: 'expired' }, false],
    ['canceled in handling', { status: 'canceled' }, true],
    ['canceled before', { status: 'canceled', wasAcknowledged: false }, false],
    [
      'canceled, seen acknowledged in VTEX’s list',
      { status: 'canceled', wasAcknowledged: false, acknowledgedAt: NOW },
      true,
    ],
    ['canceled and released', { status: 'canceled', planId: anId('p1') }, false],
    [
      'lost, repaired, canceled',
      { status: 'canceled', lostAt: NOW, deductedQuantity: 2, planId: anId('p1') },
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
  });

  it('is over once the units came back', () => {
    const lost = aKnown({ status: 'canceled', lostAt: NOW, deductedQuantity: 2, planId: anId('p1') });
    expect(awaitsRemoval(markReturned(lost, anId('p2')))).toBe(false);
  });
});
