import type { Position } from '@holdfast/node/core/position';
import type { Plan } from '@holdfast/node/store/plan';
import type { Database } from './database';
import { readPlans } from './plan-row';

/**
 * The plan whose intent is open; without one the newest that is not superseded. Two looks at an index each,
 * however many plans the position has had.
 */
export async function currentPlan({ pool, account }: Database, position: Position): Promise<Plan | null> {
  const [plan] = await readPlans(
    pool,
    `p.account = $1 and p.plan_id = coalesce(
       (select e.plan_id from holdfast.plans e
        where e.account = $1 and e.sku_id = $2 and e.warehouse_id = $3 and e.state = 'executing'),
       (select n.plan_id from holdfast.plans n
        where n.account = $1 and n.sku_id = $2 and n.warehouse_id = $3 and n.state <> 'superseded'
        order by n.sequence desc limit 1))`,
    [account, position.skuId, position.warehouseId],
  );
  return plan ?? null;
}

export async function planById({ pool, account }: Database, planId: string): Promise<Plan | null> {
  const [plan] = await readPlans(pool, 'p.account = $1 and p.plan_id = $2', [account, planId]);
  return plan ?? null;
}

/** Plans whose intent is open, oldest first. */
export async function unfinishedRemovals({ pool, account }: Database): Promise<Plan[]> {
  return readPlans(pool, `p.account = $1 and p.state = 'executing' order by p.sequence`, [account]);
}
