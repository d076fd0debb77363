import type { PlanId, SkuId, WarehouseId } from '@holdfast/node/core/id';
import type { Plan } from '@holdfast/node/store/plan';
import type { ClientBase, Pool } from 'pg';

interface PlanRow {
  plan_id: PlanId;
  sku_id: SkuId;
  warehouse_id: WarehouseId;
  trigger: Plan['trigger'];
  gate: Plan['gate'];
  fingerprint: string;
  state: Plan['state'];
  created_at: Date;
  updated_at: Date;
  decided_by: string | null;
  decision_note: string | null;
  count_reference: string | null;
  intent: Plan['intent'];
  result: Plan['result'];
}

/** Plans that `tail` picks (`p` is the table): a condition, and what may follow one. */
export async function readPlans(client: ClientBase | Pool, tail: string, values: unknown[]): Promise<Plan[]> {
  const { rows } = await client.query<PlanRow>(
    `select p.plan_id, p.sku_id, p.warehouse_id, p.trigger, p.gate, p.fingerprint, p.state, p.created_at,
            p.updated_at, p.decided_by, p.decision_note, p.count_reference, p.intent, p.result
     from holdfast.plans p where ${tail}`,
    values,
  );
  return rows.map(planOf);
}

function planOf(row: PlanRow): Plan {
  return {
    planId: row.plan_id,
    position: { skuId: row.sku_id, warehouseId: row.warehouse_id },
    trigger: row.trigger,
    gate: row.gate,
    fingerprint: row.fingerprint,
    state: row.state,
    createdAtMs: row.created_at.getTime(),
    updatedAtMs: row.updated_at.getTime(),
    decidedBy: row.decided_by,
    decisionNote: row.decision_note,
    countReference: row.count_reference,
    intent: row.intent,
    result: row.result,
  };
}
