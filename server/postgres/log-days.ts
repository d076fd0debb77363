import type { Pool, PoolClient } from 'pg';

export const DAY_MS = 86_400_000;

/**
 * Held, in a transaction, by whoever makes or drops a day: two processes do not both find it missing, or too old. Both
 * need the log for themselves, and whoever writes to it waits behind them: for less than the four seconds that a
 * notification has, also while a backup reads it.
 */
const KEEPER_LOCK = 4_810_137_203;

export async function lockDays(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [KEEPER_LOCK]);
  await client.query("set local lock_timeout = '2s'");
}

/** Days of the sync log (UTC, epoch ms) that have a partition of their own, the oldest first. */
export async function daysWithPartition(client: Pool | PoolClient): Promise<number[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'holdfast.sync_log'::regclass order by 1`,
  );
  return rows.flatMap(({ name }) => dayOf(name));
}

/** `holdfast.sync_log_20260301` */
export function tableOf(day: number): string {
  return `holdfast.sync_log_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

function dayOf(table: string): number[] {
  const [, year, month, day] = /^sync_log_(\d{4})(\d{2})(\d{2})$/.exec(table) ?? [];
  return year ? [Date.parse(`${year}-${month}-${day}T00:00:00Z`)] : [];
}
