import type { OrderId } from '@holdfast/node/core/id';
import { FINAL_STATUSES } from '@holdfast/node/core/order/order-status';
import type { ClientBase } from 'pg';
import { STILL_MATTERS } from './reservation-over';
import { words } from './words';

/**
 * Keeps `orders.is_over`: no reservation of the order matters any more, and if it never had one, the order
 * itself has ended. The caller holds the orders' locks.
 */
export async function markOrdersOver(
  client: ClientBase,
  account: string,
  orderIds: readonly OrderId[],
): Promise<void> {
  if (orderIds.length === 0) return;
  await client.query(
    `with judged as (
       select o.order_id,
         coalesce((select bool_and(not ${STILL_MATTERS}) from holdfast.reservations r
           where r.account = o.account and r.order_id = o.order_id),
           coalesce(o.status in ${words(FINAL_STATUSES)}, false)) as is_over
       from holdfast.orders o where o.account = $1 and o.order_id = any($2))
     update holdfast.orders o set is_over = judged.is_over from judged
     where o.account = $1 and o.order_id = judged.order_id and o.is_over <> judged.is_over`,
    [account, orderIds],
  );
}
