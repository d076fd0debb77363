import type { LogEntry } from '@holdfast/node/store/sync-log';
import type { ClientBase, Pool } from 'pg';

/** Appends to the sync log. `atMs` is our clock's time, epoch ms. */
export async function writeLog(
  client: ClientBase | Pool,
  account: string,
  atMs: number,
  entries: readonly LogEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await client.query(
    `insert into holdfast.sync_log
       (account, at, kind, outcome, message, said, order_id, sku_id, warehouse_id, plan_id, delivery_id, duration_ms,
        detail)
     select $1, $2, e."kind", e."outcome", e."message", e."said", e."orderId", e."skuId", e."warehouseId", e."planId",
            e."deliveryId", round(e."durationMs"), e."detail"
     from jsonb_to_recordset($3::jsonb) as e("kind" text, "outcome" text, "message" text, "said" jsonb,
       "orderId" text, "skuId" text, "warehouseId" text, "planId" text, "deliveryId" text, "durationMs" numeric,
       "detail" jsonb)`,
    [account, new Date(atMs), jsonOf(entries)],
  );
}

const UNSTORABLE = /[\0\p{Cs}]/gu;

/** PostgreSQL keeps no NUL and no half of a character, and a log entry may quote what a stranger sent, cut short. */
function jsonOf(entries: readonly LogEntry[]): string {
  return JSON.stringify(entries, (_key, value: unknown) =>
    typeof value === 'string' ? value.replace(UNSTORABLE, '\uFFFD') : value,
  );
}
