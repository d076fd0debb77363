import type { Pool, PoolClient } from 'pg';
import { forgetOldDays } from './forget-old-days';
import { DAY_MS, daysWithPartition, lockDays, tableOf } from './log-days';
import { inTransaction } from './store/in-transaction';

export interface PartitionOptions {
  pool: Pool;
  /** Another account of the same database may keep its own for longer. */
  account: string;
  /** Epoch ms. */
  now(): number;
  /** Days after today that have a partition of their own. */
  daysAhead: number;
  /** Days of the sync log that are kept besides today. */
  retentionDays: number;
}

/**
 * Gives each day of the sync log a partition (UTC), today's and those ahead, for all accounts of the database, and
 * forgets what the account has from before its retention. Several processes may ask at once: one does it, the others
 * find nothing to do.
 */
export async function keepPartitions(
  options: PartitionOptions,
): Promise<{ created: number; dropped: number }> {
  const { pool, account, retentionDays } = options;
  const today = Math.floor(options.now() / DAY_MS) * DAY_MS;
  const wanted = Array.from({ length: options.daysAhead + 1 }, (_, days) => today + days * DAY_MS);
  const missing = missingDays(await daysWithPartition(pool), wanted);
  for (const day of missing) await inTransaction(pool, (client) => createDay(client, day));
  const dropped = await forgetOldDays({ pool, account, oldest: today - retentionDays * DAY_MS });
  return { created: missing.length, dropped };
}

function missingDays(present: readonly number[], wanted: readonly number[]): number[] {
  const found = new Set(present);
  return wanted.filter((day) => !found.has(day));
}

/**
 * Locks: the keeper's lock first; then the log's table before its default partition, as every writer does, so that
 * none deadlocks with us. Rows that came while the day had no partition lie in the default one and would forbid it:
 * they are moved.
 */
async function createDay(client: PoolClient, day: number): Promise<void> {
  const [from, to] = [new Date(day).toISOString(), new Date(day + DAY_MS).toISOString()];
  await lockDays(client);
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
