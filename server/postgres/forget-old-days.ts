import type { Pool, PoolClient } from 'pg';
import { daysWithPartition, lockDays, tableOf } from './log-days';
import { inTransaction } from './store/in-transaction';

export interface OldDays {
  pool: Pool;
  account: string;
  /** Start of the oldest day that the account keeps (UTC, epoch ms). */
  oldest: number;
  /** Rows of one statement: small enough that nobody waits for its locks. */
  batch?: number;
}

/** Statements of one run; what is left is for the next. */
const BATCHES = 200;

/**
 * Takes an account's old days out of the sync log. A day with nobody else's rows is dropped, which frees the disk at
 * once. Where another account keeps a day for longer only the account's own rows are deleted, and whoever comes to
 * be alone with the day drops it. Returns how many days were dropped.
 */
export async function forgetOldDays({ pool, account, oldest, batch = 5_000 }: OldDays): Promise<number> {
  let dropped = 0;
  const shared = [REST];
  for (const day of await daysWithPartition(pool)) {
    if (day >= oldest) continue;
    const end = await inTransaction(pool, (client) => dropDay(client, day, account));
    if (end === 'dropped') dropped += 1;
    if (end === 'shared') shared.push(tableOf(day));
  }
  let left = BATCHES;
  for (const table of shared) {
    for (let rows = batch; rows === batch && left > 0; left -= 1)
      rows = await deleteOwn(pool, table, [account, new Date(oldest), batch]);
  }
  return dropped;
}

/** Where rows lie whose day has no partition. */
const REST = 'holdfast.sync_log_rest';

/** By their place, which is unique in one partition: by their key each batch would read all the account has there. */
async function deleteOwn(pool: Pool, table: string, values: [string, Date, number]): Promise<number> {
  try {
    const { rowCount } = await pool.query(
      `delete from ${table} where ctid = any(array(
         select ctid from ${table} where account = $1 and at < $2 limit $3 for update skip locked))`,
      values,
    );
    return rowCount ?? 0;
  } catch (error) {
    // Dropped by the other account since, when nothing of ours was left in it.
    if (error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE) return 0;
    throw error;
  }
}

const UNDEFINED_TABLE = '42P01';

/** `shared`: another account keeps rows in it. `gone`: another process was faster. */
async function dropDay(
  client: PoolClient,
  day: number,
  account: string,
): Promise<'dropped' | 'shared' | 'gone'> {
  await lockDays(client);
  if (!(await daysWithPartition(client)).includes(day)) return 'gone';
  if (await othersAreIn(client, day, account)) return 'shared';
  await client.query(`drop table ${tableOf(day)}`);
  return 'dropped';
}

/** Before or after the account in the index: `<>` would read all of the account's own rows. */
async function othersAreIn(client: PoolClient, day: number, account: string): Promise<boolean> {
  const table = tableOf(day);
  const { rows } = await client.query<{ others: boolean }>(
    `select exists (select from ${table} where account < $1) or exists (select from ${table} where account > $1)
       as others`,
    [account],
  );
  return rows[0]?.others === true;
}
