import type { Pool } from 'pg';
import { TASKS, taskName } from './task-names';

/** They have no key: nothing takes their place. */
const WITHOUT_KEY = 'look-at-orders';

/**
 * A job that is asked for again while it runs gets a successor, and Graphile takes its key and leaves it no further
 * attempt. If its process then dies, or it fails, nobody ever takes it and nothing removes it. Returns how many.
 */
export async function forgetReplacedJobs(pool: Pool, account: string): Promise<number> {
  const tasks = TASKS.filter((task) => task !== WITHOUT_KEY).map((task) => taskName(task, account));
  const { rowCount } = await pool.query(
    `select graphile_worker.complete_jobs(array(
       select id from graphile_worker.jobs
       where task_identifier = any($1) and key is null and attempts >= max_attempts and locked_at is null))`,
    [tasks],
  );
  return rowCount ?? 0;
}
