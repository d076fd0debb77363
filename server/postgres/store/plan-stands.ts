import type { PlanId } from '@holdfast/node/core/id';
import type { Database } from './database';

/** Notes that the plan was found to say the same. No lock: of two who note it at once either time will do. */
export async function planStands({ pool, account, now }: Database, planId: PlanId): Promise<void> {
  await pool.query('update holdfast.plans set stood_at = $3 where account = $1 and plan_id = $2', [
    account,
    planId,
    new Date(now()),
  ]);
}
