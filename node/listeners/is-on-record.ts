import { msOfInstant } from '../core/instant';
import { normalizeOrderStatus } from '../core/order/order-status';
import type { Notification } from '../store/notification';
import type { OrderStore } from '../store/store';

/**
 * Whether an event says nothing that the record does not know, so that nobody has to look at the order. Only the feed
 * repeats what hook and broadcast have said; what they say is always looked at, and so is an event without a moment of
 * change. On record is a change that the order, as it was read, is not older than by VTEX's own clock (`lastChange`),
 * or one to the state in which it was read after the change.
 */
export async function isOnRecord(
  store: Pick<OrderStore, 'knownOrder'>,
  { source, orderId, state, currentChange }: Notification,
): Promise<boolean> {
  if (source !== 'feed' || currentChange === null) return false;
  const known = await store.knownOrder(orderId);
  if (known === null) return false;
  const { order, readAtMs } = known;
  if (order.changedAt !== null && order.changedAt >= currentChange) return true;
  return (
    state !== null && order.status === normalizeOrderStatus(state) && readAtMs >= msOfInstant(currentChange)
  );
}
