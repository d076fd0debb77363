import type { Pool } from 'pg';

const ASK_WITHIN_MS = 2_000;

/**
 * Reading works on a full disk, and so does the odd change that finds room in a page it has. Whether the disk takes
 * more is found by a list that is too long for the memory it is given: the server writes it to a temporary file of a
 * few hundred kilobytes, which is gone with the statement and leaves nothing in the tables or the log.
 */
const QUESTIONS = `
  set local work_mem = '64kB';
  select count(*) from generate_series(1, 10000);
  select current_setting('transaction_read_only') = 'off' as takes_changes,
         to_regclass('holdfast.sync_log') is not null and to_regclass('graphile_worker.jobs') is not null as migrated`;

const DISK_FULL = '53100';

/** Null when the database answers, is migrated and takes changes, else a short sentence. Never rejects. */
export async function whyNotReady(pool: Pool): Promise<string | null> {
  try {
    const asked = pool.query({ text: QUESTIONS, query_timeout: ASK_WITHIN_MS } as { text: string });
    // One result for each statement.
    const answers = (await asked) as unknown as { rows: { takes_changes: boolean; migrated: boolean }[] }[];
    const row = answers.at(-1)?.rows[0];
    if (!row?.migrated) return 'The database is not migrated.';
    return row.takes_changes ? null : 'The database takes no changes: it is read-only.';
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && error.code === DISK_FULL;
    return isFull ? 'The disk of the database is full.' : 'The database is not reachable.';
  }
}
