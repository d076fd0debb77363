import type { Pool } from 'pg';

const TABLES = [
  'orders',
  'reservations',
  'reservation_changes',
  'plans',
  'counts',
  'deliveries',
  'sync_log',
  'rate_limits',
  'reconciliations',
  'reconciled_positions',
  'position_totals',
  'gateway_writes',
];

/**
 * Every start is a new day: the sandbox's store lives in memory and begins anew, so what was recorded of the
 * last one would only be orders that nobody knows. Secrets that were made stay. Touches that account only.
 */
export async function clearDay(pool: Pool, account: string): Promise<void> {
  for (const table of TABLES) await pool.query(`delete from holdfast.${table} where account = $1`, [account]);
  await pool.query(`delete from holdfast.settings where account = $1 and key not like 'secret.%'`, [account]);
  await pool.query(
    `delete from graphile_worker._private_jobs where task_id in (
       select id from graphile_worker._private_tasks where split_part(identifier, ':', 2) = $1)`,
    [account],
  );
}
