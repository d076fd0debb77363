import { planViewOf } from '@holdfast/node/api/plan-view';
import type { PlanView } from '@holdfast/node/api/schemas/plan';
import type { PlanId } from '@holdfast/node/core/id';
import type { Pool } from 'pg';
import { readPlans } from '../store/plan-row';

export async function readPlan(pool: Pool, account: string, planId: PlanId): Promise<PlanView | null> {
  const [plan] = await readPlans(pool, 'p.account = $1 and p.plan_id = $2', [account, planId]);
  return plan ? planViewOf(plan) : null;
}
