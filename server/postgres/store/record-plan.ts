import { REPLACEABLE } from '@holdfast/node/core/plan/plan-state';
import type { NewDelivery } from '@holdfast/node/store/delivery';
import type { Plan } from '@holdfast/node/store/plan';
import type { LogEntry } from '@holdfast/node/store/sync-log';
import type { ClientBase } from 'pg';
import type { Database } from './database';
import { inTransaction } from './in-transaction';
import { lockPlansOf } from './locks';
import { words } from './words';
import { writeDeliveries } from './write-deliveries';
import { writeLog } from './write-log';

/**
 * Records a plan in the place of the position's open ones. Lock: the position's plans, so that of two
 * plans recorded at once the later supersedes the earlier. The same plan twice is recorded once.
 */
export async function recordPlan(
  { pool, account, now }: Database,
  plan: Plan,
  effects: { deliveries: NewDelivery[]; log: LogEntry[] },
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await lockPlansOf(client, account, plan.position);
    if (!(await insertPlan(client, account, plan))) return;
    const atMs = now();
    await supersedeOthers(client, account, plan, atMs);
    await writeDeliveries(client, account, atMs, effects.deliveries);
    await writeLog(client, account, atMs, effects.log);
  });
}

async function insertPlan(client: ClientBase, account: string, plan: Plan): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into holdfast.plans
       (account, plan_id, sku_id, warehouse_id, trigger, kind, state, fingerprint, gate, count_reference, intent,
        result, decided_by, decision_note, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     on conflict (account, plan_id) do nothing`,
    [
      account,
      plan.planId,
      plan.position.skuId,
      plan.position.warehouseId,
      plan.trigger,
      plan.gate.kind,
      plan.state,
      plan.fingerprint,
      JSON.stringify(plan.gate),
      plan.countReference,
      plan.intent && JSON.stringify(plan.intent),
      plan.result && JSON.stringify(plan.result),
      plan.decidedBy,
      plan.decisionNote,
      new Date(plan.createdAtMs),
      new Date(plan.updatedAtMs),
    ],
  );
  return rowCount === 1;
}

async function supersedeOthers(client: ClientBase, account: string, plan: Plan, atMs: number): Promise<void> {
  await client.query(
    `update holdfast.plans set state = 'superseded', updated_at = $5
     where account = $1 and sku_id = $2 and warehouse_id = $3 and plan_id <> $4
       and state in ${words(REPLACEABLE)}`,
    [account, plan.position.skuId, plan.position.warehouseId, plan.planId, new Date(atMs)],
  );
}
