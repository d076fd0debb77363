import type { NewDelivery } from '@holdfast/node/store/delivery';
import type { ClientBase } from 'pg';

/**
 * Queues deliveries, in the order given. An id that is there already stays as it is: recording twice tells
 * once. The caller holds the lock of the stream's order or position, so `sequence` grows in commit order;
 * only what is sent again may come in between: it tells nothing new.
 */
export async function writeDeliveries(
  client: ClientBase,
  account: string,
  atMs: number,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  if (deliveries.length === 0) return;
  await client.query(
    `insert into holdfast.deliveries
       (account, id, stream, type, order_id, sku_id, warehouse_id, plan_id, occurred_at, data, created_at, next_attempt_at)
     select $1, d."id", d."stream", d."type", d."orderId", d."skuId", d."warehouseId", d."planId", d."occurredAt",
            d."data", $2, $2
     from jsonb_to_recordset($3::jsonb) as d("id" text, "stream" text, "type" text, "orderId" text, "skuId" text,
       "warehouseId" text, "planId" text, "occurredAt" text, "data" jsonb)
     on conflict (account, id) do nothing`,
    [account, new Date(atMs), JSON.stringify(deliveries)],
  );
}
