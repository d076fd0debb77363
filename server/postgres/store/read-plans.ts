import type { PlanId } from '@holdfast/node/core/id';
import type { Position } from '@holdfast/node/core/position';
import type { Plan } from '@holdfast/node/store/plan';
import { currentPlanId } from './current-plan';
import type { Database } from './database';
import { readPlans } from './plan-row';

export async function currentPlan({ pool, account }: Database, position: Position): Promise<Plan | null> {
  const [plan] = await readPlans(pool, `p.account = $1 and p.plan_id = ${currentPlanId('$1', '$2', '$3')}`, [
    account,
    position.skuId,
    position.warehouseId,
  ]);
  return plan ?? null;
}

export async function planById({ pool, account }: Database, planId: PlanId): Promise<Plan | null> {
  const [plan] = await readPlans(pool, 'p.account = $1 and p.plan_id = $2', [account, planId]);
  return plan ?? null;
}

/** Plans whose intent is open, oldest first. */
export async function unfinishedRemovals({ pool, account }: Database): Promise<Plan[]> {
  return readPlans(pool, `p.account = $1 and p.state = 'executing' order by p.sequence`, [account]);
}
