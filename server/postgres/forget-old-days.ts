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
  for (const day of await daysWithPartition(pool)) {
    if (day < oldest && (await inTransaction(pool, (client) => dropDay(client, day, account)))) dropped += 1;
  }
  for (let run = 0; run < BATCHES; run += 1) {
    const { rowCount } = await pool.query(OWN_OLD_ROWS, [account, new Date(oldest), batch]);
    if ((rowCount ?? 0) < batch) break;
  }
  return dropped;
}

/** False when another account keeps rows in it, or another process was faster. */
async function dropDay(client: PoolClient, day: number, account: string): Promise<boolean> {
  await lockDays(client);
  if (!(await daysWithPartition(client)).includes(day)) return false;
  if (await othersAreIn(client, day, account)) return false;
  await client.query(`drop table ${tableOf(day)}`);
  return true;
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

/** By its key: a row's place is unique in its partition only. */
const OWN_OLD_ROWS = `delete from holdfast.sync_log l using (
    select account, at, id from holdfast.sync_log where account = $1 and at < $2 limit $3 for update skip locked) as old
  where l.account = $1 and l.at < $2 and l.at = old.at and l.id = old.id`;
