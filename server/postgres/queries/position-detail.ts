import { planViewOf } from '@holdfast/node/api/plan-view';
import type { PositionDetail } from '@holdfast/node/api/schemas/position';
import type { ByStatus } from '@holdfast/node/api/schemas/reservation';
import type { PlanId, SkuId, WarehouseId } from '@holdfast/node/core/id';
import type { Instant } from '@holdfast/node/core/instant';
import type { Pool } from 'pg';
import { currentPlanId } from '../store/current-plan';
import { readPlans } from '../store/plan-row';
import { STILL_MATTERS } from '../store/reservation-over';
import { readReservations } from '../store/reservation-row';

const AT_POSITION = 'account = $1 and sku_id = $2 and warehouse_id = $3';

/** Everything about one SKU in one warehouse; null when no reservation, plan or count names it. */
export async function positionDetail(
  pool: Pool,
  account: string,
  skuId: SkuId,
  warehouseId: WarehouseId,
): Promise<PositionDetail | null> {
  const values = [account, skuId, warehouseId];
  const [byStatus, reservations, current, history, counts] = await Promise.all([
    countByStatus(pool, values),
    readReservations(
      pool,
      `(r.account, r.lock_id, r.sku_id, r.warehouse_id) in (
       select r.account, r.lock_id, r.sku_id, r.warehouse_id from holdfast.reservations r where r.${AT_POSITION.replaceAll(' and ', ' and r.')}
         and ${STILL_MATTERS} order by r.acknowledged_at nulls last, r.lock_id limit 500)`,
      values,
    ),
    readPlans(pool, `p.account = $1 and p.plan_id = ${currentPlanId('$1', '$2', '$3')}`, values),
    readPlans(pool, `p.${AT_POSITION} order by p.sequence desc limit 50`, values),
    readCounts(pool, values),
  ]);
  if (Object.keys(byStatus).length === 0 && history.length === 0 && counts.length === 0) return null;
  return {
    skuId,
    warehouseId,
    currentPlan: current[0] ? planViewOf(current[0]) : null,
    byStatus,
    reservations: reservations.sort(byAcknowledgement),
    history: history.map(planViewOf),
    counts,
  };
}

async function countByStatus(pool: Pool, values: string[]): Promise<ByStatus> {
  const { rows } = await pool.query<{ by_status: ByStatus | null }>(
    `select jsonb_object_agg(status, n) as by_status from (
       select status, count(*) as n from holdfast.reservations where ${AT_POSITION} group by status) as c`,
    values,
  );
  return rows[0]?.by_status ?? {};
}

async function readCounts(pool: Pool, values: string[]): Promise<PositionDetail['counts']> {
  const { rows } = await pool.query<{
    reference: string;
    on_hand: number;
    counted_at: Instant;
    plan_id: PlanId;
    received_at: Date;
  }>(
    `select reference, on_hand, counted_at, plan_id, received_at from holdfast.counts where ${AT_POSITION}
     order by received_at desc, reference limit 20`,
    values,
  );
  return rows.map((row) => ({
    reference: row.reference,
    onHand: row.on_hand,
    countedAt: row.counted_at,
    planId: row.plan_id,
    receivedAt: row.received_at.toISOString(),
  }));
}

/** The gate's order; those not acknowledged come last. */
function byAcknowledgement(
  a: PositionDetail['reservations'][number],
  b: PositionDetail['reservations'][number],
): number {
  return compare(a.acknowledgedAt ?? '~', b.acknowledgedAt ?? '~') || compare(a.lockId, b.lockId);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
