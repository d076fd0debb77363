import type { PlanId } from '@holdfast/node/core/id';
import type { Instant } from '@holdfast/node/core/instant';
import type { Position } from '@holdfast/node/core/position';
import type { CarriedCount, StoredCount } from '@holdfast/node/store/plan';
import type { Database } from './database';
import { readPlans } from './plan-row';

interface CountedRow {
  reference: string;
  on_hand: number;
  counted_at: Instant;
  plan_id: PlanId;
  carrier: PlanId | null;
}

/** Records a count once. Of two that come at once with one reference the primary key lets one in; both get its plan. */
export async function recordCount(
  { pool, account, now }: Database,
  { position, onHand, countedAt, reference, planId }: StoredCount,
): Promise<{ planId: PlanId; isNew: boolean }> {
  const key = [account, position.skuId, position.warehouseId, reference];
  const { rowCount } = await pool.query(
    `insert into holdfast.counts
       (account, sku_id, warehouse_id, reference, on_hand, counted_at, plan_id, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (account, sku_id, warehouse_id, reference) do nothing`,
    [...key, onHand, countedAt, planId, new Date(now())],
  );
  if (rowCount === 1) return { planId, isNew: true };
  const { rows } = await pool.query<{ plan_id: PlanId }>(
    `select plan_id from holdfast.counts
     where account = $1 and sku_id = $2 and warehouse_id = $3 and reference = $4`,
    key,
  );
  const [first] = rows;
  if (!first) throw new Error(`the count ${reference} vanished while it was recorded`);
  return { planId: first.plan_id, isNew: false };
}

/** The position's counts, newest first, each with the newest plan that carried it. A position has few plans with a count. */
export async function countsAt(
  { pool, account }: Database,
  position: Position,
  { limit, reference }: { limit: number; reference?: string },
): Promise<CarriedCount[]> {
  const { rows } = await pool.query<CountedRow>(
    `select c.reference, c.on_hand, c.counted_at, c.plan_id, carried.plan_id as carrier
     from holdfast.counts c
     left join lateral (
       select p.plan_id from holdfast.plans p
       where p.account = $1 and p.sku_id = $2 and p.warehouse_id = $3 and p.count_reference = c.reference
       order by p.sequence desc limit 1) as carried on true
     where c.account = $1 and c.sku_id = $2 and c.warehouse_id = $3 and ($5::text is null or c.reference = $5)
     order by c.counted_at collate "C" desc, c.sequence desc limit $4`,
    [account, position.skuId, position.warehouseId, limit, reference ?? null],
  );
  const carriers = rows.flatMap((row) => row.carrier ?? []);
  const plans =
    carriers.length === 0
      ? []
      : await readPlans(pool, 'p.account = $1 and p.plan_id = any($2)', [account, carriers]);
  const byId = new Map(plans.map((plan) => [plan.planId, plan]));
  return rows.map(({ reference: told, on_hand, counted_at, plan_id, carrier }) => ({
    count: { position, onHand: on_hand, countedAt: counted_at, reference: told, planId: plan_id },
    plan: (carrier === null ? undefined : byId.get(carrier)) ?? null,
  }));
}
