import type { Position } from '@holdfast/node/core/position';
import type { Database } from './database';

export async function lastTotal(
  { pool, account }: Database,
  { skuId, warehouseId }: Position,
): Promise<number | null> {
  const { rows } = await pool.query<{ total: string }>(
    'select total from holdfast.position_totals where account = $1 and sku_id = $2 and warehouse_id = $3',
    [account, skuId, warehouseId],
  );
  return rows[0] === undefined ? null : Number(rows[0].total);
}

/** A total that is there already costs no write. */
export async function seeTotal(
  { pool, account }: Database,
  { skuId, warehouseId }: Position,
  totalQuantity: number,
): Promise<void> {
  await pool.query(
    `insert into holdfast.position_totals as kept (account, sku_id, warehouse_id, total) values ($1, $2, $3, $4)
     on conflict (account, sku_id, warehouse_id) do update
       set total = excluded.total where kept.total <> excluded.total`,
    [account, skuId, warehouseId, totalQuantity],
  );
}
