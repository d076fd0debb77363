import type { Sandbox } from '@holdfast/sandbox/start-sandbox';
import type { Pool } from 'pg';

/** What happened since the start, from our own record and from the sandbox's books. */
export interface Day {
  ordersPlaced: number;
  /** Our reservations by status. */
  byStatus: Record<string, number>;
  removals: number;
  removedUnits: number;
  held: number;
  waiting: number;
  vtexCalls: number;
  erpEvents: number;
  erpViolations: number;
}

export async function readDay(from: { pool: Pool; account: string; sandbox: Sandbox }): Promise<Day> {
  const { pool, account, sandbox } = from;
  const statuses = await pool.query<{ status: string; count: number }>(
    'select status, count(*)::int as count from holdfast.reservations where account = $1 group by status',
    [account],
  );
  const plans = await pool.query<{ executed: number; units: number; held: number; waiting: number }>(
    `select count(*) filter (where state = 'executed')::int as executed,
       coalesce(sum((result->>'removedQuantity')::int) filter (where state = 'executed'), 0)::int as units,
       count(*) filter (where state = 'held' and kind = 'hold')::int as held,
       count(*) filter (where state = 'proposed')::int as waiting
     from holdfast.plans where account = $1`,
    [account],
  );
  const [plan] = plans.rows;
  return {
    ordersPlaced: sandbox.shoppers?.placed() ?? 0,
    byStatus: Object.fromEntries(statuses.rows.map(({ status, count }) => [status, count])),
    removals: plan?.executed ?? 0,
    removedUnits: plan?.units ?? 0,
    held: plan?.held ?? 0,
    waiting: plan?.waiting ?? 0,
    vtexCalls: sandbox.store.counters.total(),
    erpEvents: sandbox.erp.books.accepted(),
    erpViolations: sandbox.erp.books.violations().length,
  };
}
