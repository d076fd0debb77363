import type { Sentence } from '@holdfast/node/core/said/said';
import type { RetryStore } from '@holdfast/node/deliver/retry-delivery';
import type { Pool } from 'pg';
import { deliveryOf, STORED_DELIVERY_COLUMNS, type StoredDeliveryRow } from '../store/delivery-row';
import { inTransaction } from '../store/in-transaction';
import { writeLog } from '../store/write-log';

/** What an admin's retry does in PostgreSQL. */
export function createRetryStore(pool: Pool, account: string): RetryStore {
  return {
    async delivery(deliveryId) {
      const { rows } = await pool.query<StoredDeliveryRow>(
        `select ${STORED_DELIVERY_COLUMNS} from holdfast.deliveries where account = $1 and id = $2`,
        [account, deliveryId],
      );
      return rows[0] ? deliveryOf(rows[0]) : null;
    },
    makeDue: (deliveryId, nowMs, log) =>
      inTransaction(pool, async (client) => {
        const { rowCount } = await client.query(
          `update holdfast.deliveries set ${DUE} where account = $1 and id = $2 and state <> 'accepted'`,
          [account, deliveryId, new Date(nowMs)],
        );
        if (rowCount !== 1) return false;
        await writeLog(client, account, nowMs, log);
        return true;
      }),
    makeParkedDue: (nowMs, limit, sentence) =>
      inTransaction(pool, async (client) => {
        // Materialized: chosen once. A subquery could be run again for each row, and choose beyond the limit.
        const { rows } = await client.query<StoredDeliveryRow>(
          `with chosen as materialized (
             select id as chosen_id from holdfast.deliveries where account = $1 and state = 'parked'
             order by sequence limit $2 for update)
           update holdfast.deliveries set ${DUE} from chosen where account = $1 and id = chosen_id
           returning ${STORED_DELIVERY_COLUMNS}`,
          [account, limit, new Date(nowMs)],
        );
        await writeLog(
          client,
          account,
          nowMs,
          rows.map((row) => retryEntry(row, sentence)),
        );
        return { count: rows.length, streams: rows.map((row) => row.stream) };
      }),
  };
}

/** A parked one begins anew; one that waits for its back-off keeps its count. */
const DUE =
  "state = 'pending', attempts = case when state = 'parked' then 0 else attempts end, next_attempt_at = $3";

function retryEntry(row: StoredDeliveryRow, sentence: Sentence) {
  return {
    kind: 'admin' as const,
    outcome: 'ok' as const,
    ...sentence,
    orderId: row.order_id,
    skuId: row.sku_id,
    warehouseId: row.warehouse_id,
    planId: row.plan_id,
    deliveryId: row.id,
  };
}
