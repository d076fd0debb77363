import type { Evidence } from '../api/types/evidence';
import type { Reservation } from '../api/types/reservation';
import { kept, release, removal, second } from '../standalone/testing/any-evidence';
import { pictureOf } from './picture-items';

function reservation(orderId: string, at: number | null, status: Reservation['status']): Reservation {
  return {
    orderId,
    lockId: `00-${orderId}`,
    skuId: '101',
    warehouseId: 'main',
    quantity: 2,
    status,
    version: 3,
    expiresAt: null,
    acknowledgedAt: at === null ? null : second(at),
    invoicedAt: null,
    deductedQuantity: 0,
    lostAt: null,
    planId: null,
  };
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
    reservation('E', 40, 'acknowledged'),
    reservation('F', 50, 'invoiced'),
    reservation('C', 20, 'invoiced'),
    reservation('G', null, 'confirmed'),
    reservation('H', 3, 'removed'),
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
