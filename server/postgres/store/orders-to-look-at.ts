import type { OrderId } from '@holdfast/node/core/id';
import type { Instant } from '@holdfast/node/core/instant';
import { ASK_AGAIN_MS } from '@holdfast/node/core/record/look-again';
import { UNDER_WAY } from '@holdfast/node/core/record/settled';

import type { Database } from './database';
import { words } from './words';

/**
 * `isToLookAgain` of `core/record/look-again` in SQL, of orders that are not over; those read longest ago first. No
 * lock: a hint, looked at again before anything changes.
 */
export async function ordersToLookAt(
  { pool, account }: Database,
  expiredBefore: Instant,
  notReadSinceMs: number,
  limit: number,
): Promise<OrderId[]> {
  const { rows } = await pool.query<{ order_id: OrderId }>(
    `select o.order_id from holdfast.orders o
     where o.account = $1 and not o.is_over and (
       o.order_id in (select r.order_id from holdfast.reservations r
         where r.account = $1 and r.status = 'authorized' and r.expires_at < $2
           and (o.read_at <= r.expires_at::timestamptz or o.read_at < $2::timestamptz - interval '${ASK_AGAIN_MS} ms'))
       or (o.read_at < $3 and (
         exists (select from holdfast.reservations r where r.account = $1 and r.order_id = o.order_id
           and r.status in ${words(UNDER_WAY)})
         or not exists (select from holdfast.reservations r where r.account = $1 and r.order_id = o.order_id))))
     order by o.read_at, o.order_id limit $4`,
    [account, expiredBefore, new Date(notReadSinceMs), limit],
  );
  return rows.map((row) => row.order_id);
}
