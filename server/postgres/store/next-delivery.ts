import type { Delivery } from '@holdfast/node/store/delivery';
import type { Database } from './database';
import { deliveryOf, STORED_DELIVERY_COLUMNS, type StoredDeliveryRow } from './delivery-row';

/** Oldest delivery of the stream that is not accepted, or null. No lock: the job that delivers a stream holds one. */
export async function nextDelivery({ pool, account }: Database, stream: string): Promise<Delivery | null> {
  const { rows } = await pool.query<StoredDeliveryRow>(
    `select ${STORED_DELIVERY_COLUMNS}
     from holdfast.deliveries where account = $1 and stream = $2 and state <> 'accepted'
     order by sequence limit 1`,
    [account, stream],
  );
  return rows[0] ? deliveryOf(rows[0]) : null;
}
