import type { Pool } from 'pg';

export interface WaitingJob {
  key: string;
  isLocked: boolean;
  runAtMs: number;
  /** Nobody will try it again. */
  isGivenUp: boolean;
}

/** No job of ours takes as long; one that is still locked then is locked by a process that is gone. */
const LOCKED_AT_MOST_MS = 3 * 60_000;

/** The jobs as the simulation's judge looks at them. */
export async function waitingJobs(pool: Pool): Promise<WaitingJob[]> {
  const { rows } = await pool.query<{
    name: string;
    lockedMs: number | null;
    runAtMs: number;
    isGivenUp: boolean;
  }>(
    `select coalesce(key, task_identifier || ' ' || id) as name,
       extract(epoch from now() - locked_at)::float8 * 1000 as "lockedMs",
       extract(epoch from run_at)::float8 * 1000 as "runAtMs",
       attempts >= max_attempts and locked_at is null as "isGivenUp"
     from graphile_worker.jobs`,
  );
  return rows.map(({ name, lockedMs, runAtMs, isGivenUp }) => ({
    key: name,
    isLocked: lockedMs !== null && lockedMs < LOCKED_AT_MOST_MS,
    runAtMs,
    isGivenUp,
  }));
}
