import type { Pool } from 'pg';
import { lockNumber } from '../postgres/store/locks';
import { TASKS, taskName } from './task-names';

/** Held for life by every process for each of its Graphile pools. */
export function workerLife(workerPoolId: string): string {
  return `worker/${workerPoolId}`;
}

/**
 * A killed process leaves the jobs of its local queue locked, and Graphile itself frees them after four hours.
 * Here a pool whose life lock nobody holds is dead, and its jobs are free at once. Returns how many pools.
 */
export async function rescueJobs(pool: Pool, account: string): Promise<number> {
  const holding = await pool.query<{ id: string }>(
    `select distinct locked_by as id from graphile_worker.jobs
     where locked_by is not null and task_identifier = any($1)`,
    [TASKS.map((task) => taskName(task, account))],
  );
  const ids = holding.rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  const { rows } = await pool.query<{ rescued: number }>(
    `with dead as (
       select id from unnest($1::text[], $2::bigint[]) as worker(id, life) where pg_try_advisory_xact_lock(life))
     select count(*)::int as rescued, graphile_worker.force_unlock_workers(array_agg(id)) from dead
     having count(*) > 0`,
    [ids, ids.map((id) => lockNumber('life', account, workerLife(id)))],
  );
  return rows[0]?.rescued ?? 0;
}

/** Frees what one pool, which takes no more, still has locked: also what it was given in an answer that got lost. */
export async function freeJobsOf(pool: Pool, workerPoolId: string): Promise<void> {
  await pool.query('select graphile_worker.force_unlock_workers(array[$1])', [workerPoolId]);
}
