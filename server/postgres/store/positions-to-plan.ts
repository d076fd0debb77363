import type { SkuId, WarehouseId } from '@holdfast/node/core/id';
import type { Position } from '@holdfast/node/core/position';
import { currentPlanId } from './current-plan';
import type { Database } from './database';
import { AWAITS_REMOVAL } from './reservation-over';

/**
 * Positions that hold a settled reservation not yet removed and whose current plan was made, and last found to stand,
 * before that, or is absent; `isUnplanned` of `core/plan` is its condition in words. No lock: a hint.
 */
export async function positionsToPlan(
  { pool, account }: Database,
  plannedBeforeMs: number,
  limit: number,
): Promise<Position[]> {
  const { rows } = await pool.query<{ sku_id: SkuId; warehouse_id: WarehouseId }>(
    `select settled.sku_id, settled.warehouse_id
     from (select r.sku_id, r.warehouse_id, bool_or(r.status = 'invoiced') as has_invoiced,
             max(r.updated_at) filter (where r.status = 'canceled') as canceled_at,
             jsonb_agg(r.lock_id) filter (where r.status = 'canceled') as canceled_locks
           from holdfast.reservations r
           where r.account = $1 and ${AWAITS_REMOVAL}
           group by r.sku_id, r.warehouse_id) as settled
     left join lateral (
       select coalesce(p.stood_at, p.created_at) as planned_at, p.gate from holdfast.plans p
       where p.account = $1 and p.plan_id = ${currentPlanId('$1', 'settled.sku_id', 'settled.warehouse_id')}
       limit 1) as current on true
     where current.planned_at is null or (current.planned_at < $2 and (
       settled.has_invoiced or settled.canceled_at >= current.planned_at
       or exists (select from jsonb_array_elements(
           (current.gate -> 'kept') || coalesce(current.gate -> 'releases', '[]'::jsonb)) as shown
         where settled.canceled_locks ? (shown ->> 'lockId'))))
     order by current.planned_at nulls first, settled.sku_id, settled.warehouse_id limit $3`,
    [account, new Date(plannedBeforeMs), limit],
  );
  return rows.map((row) => ({ skuId: row.sku_id, warehouseId: row.warehouse_id }));
}
