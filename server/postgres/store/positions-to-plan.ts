import type { Position } from '@holdfast/node/core/position';
import type { Database } from './database';
import { STILL_MATTERS } from './reservation-over';

/**
 * Positions that hold a settled reservation not yet removed and whose current plan is older than that, or
 * absent. A canceled one counts until a plan made after its cancellation no longer shows it: VTEX does not
 * list it any more. No lock: a hint.
 */
export async function positionsToPlan(
  { pool, account }: Database,
  plannedBeforeMs: number,
  limit: number,
): Promise<Position[]> {
  const { rows } = await pool.query<{ sku_id: string; warehouse_id: string }>(
    `select settled.sku_id, settled.warehouse_id
     from (select r.sku_id, r.warehouse_id, bool_or(r.status = 'invoiced') as has_invoiced,
             max(r.updated_at) filter (where r.status = 'canceled') as canceled_at,
             jsonb_agg(r.lock_id) filter (where r.status = 'canceled') as canceled_locks
           from holdfast.reservations r
           where r.account = $1 and r.status in ('invoiced', 'canceled') and ${STILL_MATTERS}
           group by r.sku_id, r.warehouse_id) as settled
     left join lateral (
       select p.created_at, p.gate from holdfast.plans p
       where p.account = $1 and p.sku_id = settled.sku_id and p.warehouse_id = settled.warehouse_id
         and p.state <> 'superseded'
       order by p.sequence desc limit 1) as current on true
     where current.created_at is null or (current.created_at < $2 and (
       settled.has_invoiced or settled.canceled_at >= current.created_at
       or exists (select from jsonb_array_elements(
           (current.gate -> 'kept') || coalesce(current.gate -> 'releases', '[]'::jsonb)) as shown
         where settled.canceled_locks ? (shown ->> 'lockId'))))
     order by current.created_at nulls first, settled.sku_id, settled.warehouse_id limit $3`,
    [account, new Date(plannedBeforeMs), limit],
  );
  return rows.map((row) => ({ skuId: row.sku_id, warehouseId: row.warehouse_id }));
}
