import type { PlanId } from '@holdfast/node/core/id';
import { mayMoveFrom, type PlanState } from '@holdfast/node/core/plan/plan-state';
import type { Database } from './database';

/** Moves a plan on where its state allows it; the row decides between two who ask at once. */
export async function movePlan(
  { pool, account, now }: Database,
  planId: PlanId,
  to: PlanState,
  by: { who: string; note: string | null },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update holdfast.plans set state = $4, decided_by = $5, decision_note = $6, updated_at = $7
     where account = $1 and plan_id = $2 and state = any($3)`,
    [account, planId, mayMoveFrom(to), to, by.who, by.note, new Date(now())],
  );
  return rowCount === 1;
}
