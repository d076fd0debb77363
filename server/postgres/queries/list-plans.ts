import { planViewOf } from '@holdfast/node/api/plan-view';
import type { ApiQueries, Page } from '@holdfast/node/api/ports';
import { type PlanView, WAITING_STATES } from '@holdfast/node/api/schemas/plan';
import type { PlanId } from '@holdfast/node/core/id';
import type { Pool } from 'pg';
import { readPlans } from '../store/plan-row';
import type { CursorOf } from './cursors';
import { conditionsFor, pageOf } from './query-parts';

type PlanQuery = Parameters<ApiQueries['plans']>[0];

/** A page of plans, the one recorded last first. */
export async function listPlans(
  pool: Pool,
  account: string,
  query: PlanQuery,
  after: CursorOf<'plans'> | null,
): Promise<Page<PlanView, CursorOf<'plans'>>> {
  const { text, values } = planPageQuery(account, query, after);
  const { rows } = await pool.query<{ plan_id: PlanId; sequence: string }>(text, values);
  const page = pageOf(
    rows,
    query.limit,
    (row) => row.plan_id,
    ({ sequence }) => ({ sequence }),
  );
  const plans = await readPlans(pool, 'p.account = $1 and p.plan_id = any($2) order by p.sequence desc', [
    account,
    page.rows,
  ]);
  return { rows: plans.map(planViewOf), next: page.next };
}

/**
 * Which plans the page holds. Each state's part of the index is walked backwards and the parts are merged;
 * for one position its own index is shorter than that.
 */
export function planPageQuery(account: string, query: PlanQuery, after: CursorOf<'plans'> | null) {
  const where = conditionsFor(account);
  where.when(query.skuId, (value) => `sku_id = ${value}`);
  where.when(query.warehouseId, (value) => `warehouse_id = ${value}`);
  where.when(query.kind, (value) => `kind = any(${value})`);
  where.when(after?.sequence, (value) => `sequence < ${value}::bigint`);
  const states = [...new Set(query.state ?? WAITING_STATES)].map((state) => where.bind(state));
  const order = `order by sequence desc limit ${where.bind(query.limit + 1)}`;
  const parts = states.map(
    (state) =>
      `(select plan_id, sequence from holdfast.plans where account = $1 and state = ${state}${where.sql()} ${order})`,
  );
  return {
    text: `select plan_id, sequence from (${parts.join(' union all ')}) as p ${order}`,
    values: where.values,
  };
}
