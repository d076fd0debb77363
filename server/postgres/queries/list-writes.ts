import type { WriteSum } from '@holdfast/node/api/schemas/writers';
import type { Reader } from './query-parts';

const MOST = 1_000;
const DAY_MS = 24 * 3_600_000;

interface Row {
  day: string;
  writer: string | null;
  mode: WriteSum['mode'];
  sku_id: string;
  writes: number;
  discarded: number;
}

/** Writes of others as the sync log has them, by day (UTC), writer and SKU. */
export async function listWrites(pool: Reader, account: string, sinceMs: number): Promise<WriteSum[]> {
  const { rows } = await pool.query<Row>(
    `select to_char(at at time zone 'utc', 'YYYY-MM-DD') as day, detail->>'writer' as writer,
       detail->>'mode' as mode, sku_id, count(*)::int as writes,
       coalesce(sum((detail->>'discardedUnits')::int), 0)::int as discarded
     from holdfast.sync_log
     where account = $1 and kind = 'write' and at >= $2 and sku_id is not null and detail->>'mode' is not null
     group by 1, 2, 3, 4
     order by 1 desc, discarded desc, writes desc, sku_id, writer limit $3`,
    [account, new Date(sinceMs), MOST],
  );
  return rows.map(({ day, writer, mode, sku_id: skuId, writes, discarded: discardedUnits }) => ({
    ...{ day, writer, mode, skuId, writes, discardedUnits },
  }));
}

/** Positions that were written past Holdfast at least twice within the last day. */
export async function countOverwritten(pool: Reader, account: string, nowMs: number): Promise<number> {
  const { rows } = await pool.query<{ positions: number }>(
    `select count(*)::int as positions from (
       select 1 from holdfast.sync_log
       where account = $1 and kind = 'write' and at >= $2 and detail->>'mode' = 'past'
       group by sku_id, warehouse_id having count(*) >= 2) as overwritten`,
    [account, new Date(nowMs - DAY_MS)],
  );
  return rows[0]?.positions ?? 0;
}
