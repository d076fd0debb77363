import type { OrderId } from '../core/id';
import { type Instant, plusMs } from '../core/instant';
import type { Order } from '../core/order/order';
import { predecessor } from '../core/record/successor';
import type { ChainServices } from '../middlewares/chain-services';
import { takenOf } from '../middlewares/hook/record-notification';
import { sweepNotification } from '../store/notification';
import type { OrderDecision } from '../store/store';
import { learn } from './record-reading';

/** The successor is placed as the first order ends; its clock and the index's need not be the same. */
const BEFORE_MS = 2 * 60_000;
const AFTER_MS = 5 * 60_000;
/** "List orders" reads an index that lags by about four minutes. */
const LISTED_AFTER_MS = 10 * 60_000;

/**
 * Whether every order that VTEX placed around the end of a replaced one is on record, its successor among them: then
 * whatever names the first one's lock is known. Orders that are not are looked at, and the answer is no until they were.
 * `now` is VTEX's clock. What was answered with yes is remembered with the order, and costs a list of some minutes once.
 */
export async function isSuccessorRead(services: ChainServices, order: Order, now: Instant): Promise<boolean> {
  const { vtex, store, dispatcher } = services;
  const endedAt = order.changedAt;
  if (endedAt === null || plusMs(endedAt, LISTED_AFTER_MS) > now) return false;
  const window = { from: plusMs(endedAt, -BEFORE_MS), to: plusMs(endedAt, AFTER_MS) };
  const unread: OrderId[] = [];
  for await (const page of vtex.listOrders('creationDate', window)) {
    if (!page.ok) return false;
    for (const { orderId } of page.value)
      if (takenOf(sweepNotification(orderId)).lookAt && (await store.knownOrder(orderId)) === null)
        unread.push(orderId);
  }
  if (unread.length > 0) {
    await dispatcher.lookAtOrders(unread.map(sweepNotification));
    return false;
  }
  await remember(services, order.orderId);
  return true;
}

/** The order goes on under the lock of one that was placed before it: whatever that one says from now on is told beside it. */
export async function noteSuccessor(
  services: ChainServices,
  order: Order,
  others: readonly { order: Order }[],
): Promise<void> {
  const before = predecessor(order, others);
  if (before !== undefined && !before.memory.isSuccessorRead) await remember(services, before.orderId);
}

function remember(services: ChainServices, orderId: OrderId): Promise<OrderDecision> {
  const nonce = services.newId();
  return services.store.changeOrder(orderId, (known) => {
    if (known === null) throw new Error(`order ${orderId} is not on record`);
    return learn(services, known, { isSuccessorRead: true }, nonce);
  });
}
