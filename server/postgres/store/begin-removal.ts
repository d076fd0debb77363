import type { PlanId } from '@holdfast/node/core/id';
import { MAY_BEGIN } from '@holdfast/node/core/plan/plan-state';
import type { RemovalIntent } from '@holdfast/node/store/plan';
import { DatabaseError } from 'pg';
import type { Database } from './database';
import { words } from './words';

const UNIQUE_VIOLATION = '23505';

/**
 * Records the intent before the call. The unique index `one_intent_per_position` is what lets only one plan
 * of a position be `executing`, whoever asks and however many processes there are.
 */
export async function beginRemoval(
  { pool, account, now }: Database,
  planId: PlanId,
  intent: RemovalIntent,
): Promise<boolean> {
  try {
    const { rowCount } = await pool.query(
      `update holdfast.plans set state = 'executing', intent = $3, updated_at = $4
       where account = $1 and plan_id = $2 and state in ${words(MAY_BEGIN)}`,
      [account, planId, JSON.stringify(intent), new Date(now())],
    );
    return rowCount === 1;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === UNIQUE_VIOLATION) return false;
    throw error;
  }
}
