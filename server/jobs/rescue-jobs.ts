import type { Pool } from 'pg';
import { TASKS, taskName } from './task-names';

/** Held for life by every process for each of its Graphile pools. */
export function workerLifeKey(workerPoolId: string): string {
  return `worker:${workerPoolId}`;
}

/**
 * A killed process leaves the jobs of its local queue locked, and Graphile itself frees them after four hours.
 * Here a pool whose life lock nobody holds is dead, and its jobs are free at once. Returns how many pools.
 */
export async function rescueJobs(pool: Pool, account: string): Promise<number> {
  const { rows } = await pool.query<{ rescued: number }>(
    `with dead as (
       select w.locked_by from (
         select distinct locked_by from graphile_worker.jobs
         where locked_by is not null and task_identifier = any($1)) as w
       where pg_try_advisory_xact_lock(hashtextextended('worker:' || w.locked_by, 11)))
     select count(*)::int as rescued, graphile_worker.force_unlock_workers(array_agg(locked_by)) from dead
     having count(*) > 0`,
    [TASKS.map((task) => taskName(task, account))],
  );
  return rows[0]?.rescued ?? 0;
}
