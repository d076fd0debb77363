import { orderStream } from '../core/erp-events/streams';
import { asLockId } from '../core/id';
import type { Delivery } from '../store/delivery';
import type { DeliveryStore, OrderStore } from '../store/store';

export type BeforeStore = Pick<DeliveryStore, 'nextDelivery'> & Pick<OrderStore, 'knownOrdersByLock'>;

/**
 * A replaced order and its successor may name one lock. Each has a stream of its own, and the ERP knows one reservation,
 * of which it is told in order: what the other order has to tell under a lower version goes first. Null: nothing has.
 *
 * Only the first word of a reservation and its cancellation can meet the other order's: what follows either of them
 * follows it in its own stream. The lower of two heads always goes on, so no two streams wait for each other.
 */
export async function toldBefore(store: BeforeStore, delivery: Delivery): Promise<Delivery | null> {
  const { lockId, previousStatus, status } = delivery.data;
  const mayMeet = previousStatus === null || status === 'canceled';
  if (delivery.type !== 'holdfast.reservation.changed' || typeof lockId !== 'string' || !mayMeet) return null;
  const lock = asLockId(lockId);
  const orders = (await store.knownOrdersByLock([lock])).get(lock) ?? [];
  for (const { orderId } of orders.map(({ order }) => order)) {
    if (orderId === delivery.orderId) continue;
    const other = await store.nextDelivery(orderStream(orderId));
    if (other !== null && versionOf(other) < versionOf(delivery)) return other;
  }
  return null;
}

function versionOf({ data }: Delivery): number {
  return typeof data.version === 'number' ? data.version : Number.POSITIVE_INFINITY;
}
