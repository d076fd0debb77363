import type { ListedOrder } from '../clients/vtex/vtex-api';
import type { OrderId } from '../core/id';
import { takenOf } from '../middlewares/hook/record-notification';
import { sweepNotification } from '../store/notification';
import type { OrderStore } from '../store/store';

/** Enough to hide the way to the store, few enough to leave connections to the others. */
const READ_AT_ONCE = 8;
/** A reading younger than this knows more than VTEX's index. */
const INDEX_LAG_MS = 5 * 60_000;

/** The ids of those our record does not know, or knows in another status; in their order. */
export async function newsOf(
  store: Pick<OrderStore, 'knownOrder'>,
  listed: readonly ListedOrder[],
  nowMs: number,
): Promise<OrderId[]> {
  const news: OrderId[] = [];
  for (let first = 0; first < listed.length; first += READ_AT_ONCE) {
    const some = listed.slice(first, first + READ_AT_ONCE);
    const answers = await Promise.all(some.map((one) => isNews(store, one, nowMs)));
    some.forEach(({ orderId }, index) => {
      if (answers[index]) news.push(orderId);
    });
  }
  return news;
}

async function isNews(
  store: Pick<OrderStore, 'knownOrder'>,
  listed: ListedOrder,
  nowMs: number,
): Promise<boolean> {
  if (!takenOf(sweepNotification(listed.orderId)).lookAt) return false;
  const known = await store.knownOrder(listed.orderId);
  if (!known) return true;
  return known.order.status !== listed.status && known.readAtMs < nowMs - INDEX_LAG_MS;
}
