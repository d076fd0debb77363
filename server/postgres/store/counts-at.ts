import type { Instant } from '@holdfast/node/core/instant';
import type { Position } from '@holdfast/node/core/position';
import type { CarriedCount } from '@holdfast/node/store/plan';
import type { Database } from './database';
import { readPlans } from './plan-row';

interface CountedRow {
  reference: string;
  on_hand: number;
  counted_at: Instant;
  plan_id: string;
  carrier: string | null;
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
