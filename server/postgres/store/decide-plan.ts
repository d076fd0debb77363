import type { PlanState } from '@holdfast/node/store/plan';
import type { Database } from './database';

/** Moves a plan on when it is still in one of `from`; the row decides between two who ask at once. */
export async function decidePlan(
  { pool, account, now }: Database,
  planId: string,
  from: readonly PlanState[],
  to: PlanState,
  by: { who: string; note: string | null },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update holdfast.plans set state = $4, decided_by = $5, decision_note = $6, updated_at = $7
     where account = $1 and plan_id = $2 and state = any($3)`,
    [account, planId, from, to, by.who, by.note, new Date(now())],
  );
  return rowCount === 1;
}
