import { anId } from '../../../test/builders/an-id';
import { anOrder, at } from '../../../test/builders/order';
import { predecessor, unfollowed } from './successor';

const first = anOrder({ orderId: anId('a'), status: 'replaced', createdAt: at('2026-03-02T10:00:00Z') });
const second = anOrder({ orderId: anId('b'), status: 'handling', createdAt: at('2026-03-02T11:00:00Z') });
const asKnown = (...orders: (typeof first)[]) => orders.map((order) => ({ order }));

test.each([
  ['replaced, and nobody else names its lock', asKnown(first), 'a'],
  ['the order that took its place is on record', asKnown(first, second), null],
  ['that one was replaced in turn', asKnown(first, { ...second, status: 'replaced' }), 'b'],
  ['whatever VTEX writes it like', asKnown({ ...first, status: 'Replaced' }), 'a'],
  ['canceled', asKnown({ ...first, status: 'canceled' }), null],
  ['looked for before', asKnown({ ...first, memory: { ...first.memory, isSuccessorRead: true } }), null],
  ['no order at all', [], null],
])('an order that somebody may go on for: %s', (_case, orders, expected) => {
  expect(unfollowed(orders)?.orderId ?? null).toBe(expected);
});

test('the order before it is the last of those that were placed earlier', () => {
  const third = anOrder({ orderId: anId('c'), createdAt: at('2026-03-02T12:00:00Z') });
  expect(predecessor(third, asKnown(first, second))?.orderId).toBe('b');
  expect(predecessor(first, asKnown(second, third))).toBeUndefined();
});
