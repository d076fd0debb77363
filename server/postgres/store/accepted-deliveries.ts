import type { Delivery, WantedDeliveries } from '@holdfast/node/store/delivery';
import { conditionsFor } from '../queries/query-parts';
import type { Database } from './database';
import { deliveryOf, STORED_DELIVERY_COLUMNS, type StoredDeliveryRow } from './delivery-row';

/** A page of what the ERP has taken, in the order it was recorded. The cursor is the last one's sequence. */
export async function acceptedDeliveries(
  { pool, account }: Database,
  wanted: WantedDeliveries,
  after: string | null,
  limit: number,
): Promise<{ deliveries: Delivery[]; next: string | null }> {
  const where = conditionsFor(account);
  where.when(wanted.id, (value) => `id = ${value}`);
  where.when(wanted.types, (value) => `type = any(${value})`);
  where.when(wanted.orderId, (value) => `order_id = ${value}`);
  where.when(wanted.skuId, (value) => `sku_id = ${value}`);
  where.when(wanted.warehouseId, (value) => `warehouse_id = ${value}`);
  where.when(dateOf(wanted.acceptedFromMs), (value) => `accepted_at >= ${value}`);
  where.when(dateOf(wanted.acceptedToMs), (value) => `accepted_at < ${value}`);
  where.when(after, (value) => `sequence > ${value}::bigint`);
  const { rows } = await pool.query<StoredDeliveryRow>(
    `select ${STORED_DELIVERY_COLUMNS} from holdfast.deliveries
     where account = $1 and state = 'accepted' and id not like 'rpl:%'${where.sql()}
     order by sequence limit ${where.bind(limit)}`,
    where.values,
  );
  return {
    deliveries: rows.map(deliveryOf),
    next: rows.length < limit ? null : (rows.at(-1)?.sequence ?? null),
  };
}

const dateOf = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms));
