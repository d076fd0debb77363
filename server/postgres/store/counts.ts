import type { Instant } from '@holdfast/node/core/instant';
import type { Position } from '@holdfast/node/core/position';
import type { StoredCount } from '@holdfast/node/store/plan';
import type { Pool } from 'pg';
import type { Database } from './database';

interface CountRow {
  sku_id: string;
  warehouse_id: string;
  on_hand: number;
  counted_at: Instant;
  reference: string;
  plan_id: string;
}

/** Records a count once. Of two that come at once with one reference the primary key lets one in; both get its plan. */
export async function recordCount(
  { pool, account, now }: Database,
  { position, onHand, countedAt, reference, planId }: StoredCount,
): Promise<{ planId: string; isNew: boolean }> {
  const key = [account, position.skuId, position.warehouseId, reference];
  const { rowCount } = await pool.query(
    `insert into holdfast.counts
       (account, sku_id, warehouse_id, reference, on_hand, counted_at, plan_id, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (account, sku_id, warehouse_id, reference) do nothing`,
    [...key, onHand, countedAt, planId, new Date(now())],
  );
  if (rowCount === 1) return { planId, isNew: true };
  const [first] = await readCounts(
    pool,
    'c.account = $1 and c.sku_id = $2 and c.warehouse_id = $3 and c.reference = $4',
    key,
  );
  if (!first) throw new Error(`the count ${reference} vanished while it was recorded`);
  return { planId: first.planId, isNew: false };
}

export async function countForPlan({ pool, account }: Database, planId: string): Promise<StoredCount | null> {
  // A count that came after a newer one was answered with the newer one's plan.
  const tail = 'c.account = $1 and c.plan_id = $2 order by c.counted_at desc, c.sequence desc limit 1';
  const [count] = await readCounts(pool, tail, [account, planId]);
  return count ?? null;
}

/** The count of the position that was recorded last. */
export async function latestCount(
  { pool, account }: Database,
  position: Position,
): Promise<StoredCount | null> {
  const [count] = await readCounts(
    pool,
    'c.account = $1 and c.sku_id = $2 and c.warehouse_id = $3 order by c.sequence desc limit 1',
    [account, position.skuId, position.warehouseId],
  );
  return count ?? null;
}

async function readCounts(pool: Pool, tail: string, values: unknown[]): Promise<StoredCount[]> {
  const { rows } = await pool.query<CountRow>(
    `select c.sku_id, c.warehouse_id, c.on_hand, c.counted_at, c.reference, c.plan_id
     from holdfast.counts c where ${tail}`,
    values,
  );
  return rows.map((row) => ({
    position: { skuId: row.sku_id, warehouseId: row.warehouse_id },
    onHand: row.on_hand,
    countedAt: row.counted_at,
    reference: row.reference,
    planId: row.plan_id,
  }));
}
