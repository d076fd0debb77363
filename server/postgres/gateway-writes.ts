import type { Position } from '@holdfast/node/core/position';
import type { Pool } from 'pg';

/** How many writes each position has taken through the gateway. */
export interface GatewayWrites {
  count(position: Position): Promise<number>;
  /** One more. False when there were others than `expected` before it; null expects nothing. */
  add(position: Position, expected: number | null): Promise<boolean>;
}

export function createGatewayWrites(pool: Pool, account: string): GatewayWrites {
  return {
    async count({ skuId, warehouseId }) {
      const { rows } = await pool.query<{ writes: string }>(
        'select writes from holdfast.gateway_writes where account = $1 and sku_id = $2 and warehouse_id = $3',
        [account, skuId, warehouseId],
      );
      return Number(rows[0]?.writes ?? 0);
    },
    // The row's lock makes comparing and adding one step: of two that expect the same, one is late.
    async add({ skuId, warehouseId }, expected) {
      const key = [account, skuId, warehouseId];
      const { rowCount } =
        expected === null || expected === 0
          ? await pool.query(
              `insert into holdfast.gateway_writes as kept (account, sku_id, warehouse_id, writes)
               values ($1, $2, $3, 1)
               on conflict (account, sku_id, warehouse_id) do update
                 set writes = kept.writes + 1 where $4::bigint is null or kept.writes = $4`,
              [...key, expected],
            )
          : await pool.query(
              `update holdfast.gateway_writes set writes = writes + 1
               where account = $1 and sku_id = $2 and warehouse_id = $3 and writes = $4`,
              [...key, expected],
            );
      return rowCount === 1;
    },
  };
}
