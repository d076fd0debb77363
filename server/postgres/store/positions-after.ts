import type { SkuId, WarehouseId } from '@holdfast/node/core/id';
import type { Position } from '@holdfast/node/core/position';
import type { Database } from './database';

/**
 * The next positions in the order of their ids. A position may have a million reservations behind it, so the ids
 * are jumped to: each step asks the index for the first position after the last one.
 */
export async function positionsAfter(
  { pool, account }: Database,
  after: Position | null,
  limit: number,
  holding: 'open' | 'any',
): Promise<Position[]> {
  const next = (from: string, sku: string, warehouse: string) => `
    (select sku_id, warehouse_id from ${from} and (sku_id, warehouse_id) > (${sku}, ${warehouse})
     order by sku_id, warehouse_id limit 1)`;
  const jump = (sku: string, warehouse: string) =>
    holding === 'open'
      ? next(OPEN, sku, warehouse)
      : `(select * from (${next(RESERVED, sku, warehouse)} union all ${next(PLANNED, sku, warehouse)}) as either
          order by sku_id, warehouse_id limit 1)`;
  const { rows } = await pool.query<{ sku_id: SkuId; warehouse_id: WarehouseId }>(
    `with recursive jumped (sku_id, warehouse_id, nth) as (
       select n.sku_id, n.warehouse_id, 1 from ${jump('$2', '$3')} as n where $4 > 0
       union all
       select n.sku_id, n.warehouse_id, j.nth + 1
       from jumped as j cross join lateral ${jump('j.sku_id', 'j.warehouse_id')} as n where j.nth < $4::int
     )
     select sku_id, warehouse_id from jumped order by nth`,
    [account, after?.skuId ?? '', after?.warehouseId ?? '', limit],
  );
  return rows.map((row) => ({ skuId: row.sku_id, warehouseId: row.warehouse_id }));
}

const RESERVED = 'holdfast.reservations where account = $1';
const PLANNED = 'holdfast.plans where account = $1';
const OPEN = `${RESERVED} and status = 'acknowledged'`;
