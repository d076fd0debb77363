import type { Pool } from 'pg';

const ASK_WITHIN_MS = 2_000;

/** Null when the database answers and is migrated, else a short sentence. Never rejects. */
export async function whyNotReady(pool: Pool): Promise<string | null> {
  try {
    const asked = pool.query({
      text: `select to_regclass('holdfast.sync_log') is not null and to_regclass('graphile_worker.jobs') is not null as migrated`,
      query_timeout: ASK_WITHIN_MS,
    } as { text: string });
    const { rows } = await asked;
    return rows[0]?.migrated ? null : 'The database is not migrated.';
  } catch {
    return 'The database is not reachable.';
  }
}
