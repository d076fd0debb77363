import type { Pool, PoolClient } from 'pg';
import { inTransaction } from './store/in-transaction';

export interface PartitionOptions {
  pool: Pool;
  /** Epoch ms. */
  now(): number;
  /** Days after today that have a partition of their own. */
  daysAhead: number;
  /** Days of the sync log that are kept besides today. */
  retentionDays: number;
}

const DAY_MS = 86_400_000;
const KEEPER_LOCK = 4_810_137_203;

/**
 * Gives each day of the sync log a partition (UTC), today's and those ahead, and drops the days older than
 * the retention: dropping a partition frees the disk at once, deleting its rows would not. For all accounts
 * of the database. Several processes may ask at once: one does it, the others find nothing to do.
 */
export async function keepPartitions(
  options: PartitionOptions,
): Promise<{ created: number; dropped: number }> {
  const today = Math.floor(options.now() / DAY_MS) * DAY_MS;
  const wanted = Array.from({ length: options.daysAhead + 1 }, (_, days) => today + days * DAY_MS);
  const oldest = today - options.retentionDays * DAY_MS;
  const missing = missingDays(await daysWithPartition(options.pool), wanted);
  for (const day of missing) await inTransaction(options.pool, (client) => createDay(client, day));
  const tooOld = (await daysWithPartition(options.pool)).filter((day) => day < oldest);
  for (const day of tooOld) await options.pool.query(`drop table if exists ${tableOf(day)}`);
  await options.pool.query('delete from holdfast.sync_log_rest where at < $1', [new Date(oldest)]);
  return { created: missing.length, dropped: tooOld.length };
}

function missingDays(present: readonly number[], wanted: readonly number[]): number[] {
  const found = new Set(present);
  return wanted.filter((day) => !found.has(day));
}

/**
 * Locks: the keeper's lock first, so that two processes do not both find the day missing; then the log's
 * table before its default partition, as every writer does, so that none deadlocks with us. Rows that came
 * while the day had no partition lie in the default one and would forbid it: they are moved.
 */
async function createDay(client: PoolClient, day: number): Promise<void> {
  const [from, to] = [new Date(day).toISOString(), new Date(day + DAY_MS).toISOString()];
  await client.query('select pg_advisory_xact_lock($1)', [KEEPER_LOCK]);
  if ((await daysWithPartition(client)).includes(day)) return;
  await client.query('lock table holdfast.sync_log, holdfast.sync_log_rest in access exclusive mode');
  await client.query(
    'create temporary table moved on commit drop as select * from holdfast.sync_log_rest where false',
  );
  await client.query(
    `with taken as (delete from holdfast.sync_log_rest where at >= '${from}' and at < '${to}' returning *)
     insert into moved select * from taken`,
  );
  await client.query(
    `create table ${tableOf(day)} partition of holdfast.sync_log for values from ('${from}') to ('${to}')`,
  );
  await client.query('insert into holdfast.sync_log overriding system value select * from moved');
}

async function daysWithPartition(client: Pool | PoolClient): Promise<number[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'holdfast.sync_log'::regclass order by 1`,
  );
  return rows.flatMap(({ name }) => dayOf(name));
}

/** `holdfast.sync_log_20260301` */
function tableOf(day: number): string {
  return `holdfast.sync_log_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

function dayOf(table: string): number[] {
  const [, year, month, day] = /^sync_log_(\d{4})(\d{2})(\d{2})$/.exec(table) ?? [];
  return year ? [Date.parse(`${year}-${month}-${day}T00:00:00Z`)] : [];
}
