import { keepPartitions } from '@holdfast/server/postgres/partitions';
import { createPool } from '@holdfast/server/postgres/pool';

export const DAYS = 20;
const DAY_MS = 86_400_000;

type Pool = ReturnType<typeof createPool>;

export function openPool(databaseUrl: string): Pool {
  return createPool({ databaseUrl, applicationName: 'bench', max: 2 });
}

/** Each day its own partition, as the hourly task would have made them when they were today. */
export async function makeDays(pool: Pool): Promise<void> {
  for (let daysAgo = DAYS; daysAgo >= 0; daysAgo -= 1) {
    const now = () => Date.now() - daysAgo * DAY_MS;
    await keepPartitions({ pool, account: 'bench', now, daysAhead: 1, retentionDays: 3_650 });
  }
}

/**
 * Rows from `from` to `to`, spread evenly over the last days: of each order some notifications and readings, its
 * reservations' changes, deliveries, and now and then a plan with its update; one row in five hundred failed.
 */
export async function fillLog(pool: Pool, account: string, from: number, to: number): Promise<void> {
  const step = 50_000;
  for (let start = from; start < to; start += step) {
    await pool.query(
      `insert into holdfast.sync_log (account, at, kind, outcome, message, order_id, sku_id, warehouse_id, plan_id, delivery_id, duration_ms, detail)
       select $1, now() - random() * make_interval(days => $4::int), kind,
         case when i % 500 = 0 then (array['failed', 'parked', 'attention'])[1 + i / 500 % 3]
           when i % 37 = 0 then 'hold' when i % 9 = 0 then 'nothing' else 'ok' end,
         'A sentence about what happened, about as long as they are: row ' || i || ' of many.', 'v' || i / 20 || 'hold-01',
         case when kind in ('reservation', 'plan', 'update') then (i % 3000)::text end,
         case when kind in ('reservation', 'plan', 'update') then 'w' || i % 3 end,
         case when kind in ('plan', 'update') then 'plan-' || i / 2 end,
         case when kind = 'delivery' then 'delivery-' || i end, i % 400,
         case when kind = 'plan' then jsonb_build_object('totalQuantity', i % 900, 'releases', i % 7) end
       from (select i, case when i % 10 < 5 then 'notification' when i % 10 = 5 then 'order' when i % 10 = 6 then 'reservation'
           when i % 10 < 9 then 'delivery' when i % 20 = 9 then 'plan' else 'update' end as kind
         from generate_series($2::int, $3::int - 1) as i) as made`,
      [account, start, Math.min(start + step, to), DAYS],
    );
  }
  await pool.query('vacuum (analyze) holdfast.sync_log');
}
