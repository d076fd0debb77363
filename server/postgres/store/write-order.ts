import type { OrderId } from '@holdfast/node/core/id';
import type { OrderDecision } from '@holdfast/node/store/store';
import type { ClientBase } from 'pg';

/** Writes the reading of an order. The caller holds the order's lock. */
export async function writeOrder(
  client: ClientBase,
  account: string,
  orderId: OrderId,
  { order, readAtMs }: OrderDecision,
): Promise<void> {
  await client.query(
    `insert into holdfast.orders (account, order_id, status, reading, read_at) values ($1, $2, $3, $4, $5)
     on conflict (account, order_id) do update set
       status = excluded.status, reading = excluded.reading, read_at = excluded.read_at`,
    [account, orderId, order.status, JSON.stringify(order), new Date(readAtMs)],
  );
}
