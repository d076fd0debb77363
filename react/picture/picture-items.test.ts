import type { Evidence } from '../api/types/evidence';
import type { Reservation } from '../api/types/reservation';
import { kept, release, removal, reservation, second } from '../standalone/testing/any-evidence';
import { pictureOf } from './picture-items';

function reservationAt(orderId: string, at: number | null, status: Reservation['status']): Reservation {
  return reservation(orderId, { quantity: 2, status, acknowledgedAt: at === null ? null : second(at) });
}

const evidence = removal(
  [release('A', 1), release('B', 9)],
  [kept('D', 30, 'waiting'), kept('C', 20, 'open')],
  10,
);

test('released, open and waiting ones stand in the order of their handling', () => {
  const { items, watermark, blocker } = pictureOf(evidence, []);
  expect(items.map(({ number, orderId, fate }) => [number, orderId, fate])).toEqual([
    [1, 'A', 'released'],
    [2, 'B', 'released'],
    [3, 'C', 'open'],
    [4, 'D', 'waiting'],
  ]);
  expect(watermark).toBe(second(10));
  expect(blocker?.orderId).toBe('C');
});

test('what was handled since the plan is there too, and told apart; the plan’s own word stands', () => {
  const { items } = pictureOf(evidence, [
    reservationAt('E', 40, 'acknowledged'),
    reservationAt('F', 50, 'invoiced'),
    reservationAt('C', 20, 'invoiced'),
    reservationAt('G', null, 'confirmed'),
    reservationAt('H', 3, 'removed'),
    { ...reservationAt('K', 60, 'acknowledged'), heldAs: 'parts' },
  ]);
  expect(items.map(({ orderId, fate, isNew }) => [orderId, fate, isNew])).toEqual([
    ['A', 'released', false],
    ['B', 'released', false],
    ['C', 'open', false],
    ['D', 'waiting', false],
    ['E', 'open', true],
    ['F', 'waiting', true],
  ]);
});

test('the seventh digit decides what came first', () => {
  const early = kept('A', 1, 'open', { acknowledgedAt: '2026-11-21T13:00:00.0000001Z' });
  const late = kept('B', 1, 'open', { acknowledgedAt: '2026-11-21T13:00:00.0000002Z' });
  expect(pictureOf(removal([], [late, early], 0), []).blocker?.orderId).toBe('A');
});

function hold(reason: string): Evidence {
  return {
    kind: 'hold',
    totalQuantity: 1,
    reservedQuantity: 1,
    kept: [kept('A', 1, 'waiting'), kept('B', 2, 'unreadable')],
    attentions: [],
    reason,
    message: '',
    blockedBy: null,
    retryAt: null,
    count: null,
  };
}

test('a hold has no watermark, and an unreadable order blocks as well', () => {
  const { watermark, blocker } = pictureOf(hold('unreadable-order'), []);
  expect(watermark).toBeNull();
  expect(blocker?.orderId).toBe('B');
});

test('where the read did not add up no order blocks', () => {
  const { items, blocker } = pictureOf(hold('inconsistent-read'), []);
  expect(items.map(({ orderId }) => orderId)).toEqual(['A', 'B']);
  expect(blocker).toBeNull();
});
