import type { Order } from '../order/order';
import { normalizeOrderStatus } from '../order/order-status';

/**
 * The replaced order whose lock may go on under an order that nobody has read yet; null where it cannot. VTEX makes a
 * new order when a shopper edits one ("Order replacement"), does not say on either which the other is, and may keep the
 * first one's lock for it. `orders` are all on record that name the lock.
 */
export function unfollowed(orders: readonly { order: Order }[]): Order | null {
  const last = orders.find(
    ({ order }) =>
      !orders.some((other) => other.order !== order && createdAt(other.order) > createdAt(order)),
  )?.order;
  if (last === undefined || last.memory.isSuccessorRead) return null;
  return normalizeOrderStatus(last.status) === 'replaced' ? last : null;
}

/** The order that was placed last before it and named its lock. */
export function predecessor(order: Order, others: readonly { order: Order }[]): Order | undefined {
  return others
    .map((other) => other.order)
    .filter((other) => createdAt(other) < createdAt(order))
    .sort((a, b) => (createdAt(a) < createdAt(b) ? 1 : -1))[0];
}

const createdAt = (order: Order) => order.createdAt ?? '';
