import type { BacklogTask } from '@holdfast/node/api/schemas/overview';
import type { Reader } from './query-parts';

interface BacklogRow {
  task: string;
  ready: number;
  running: number;
  later: number;
  failing: number;
  oldest_ready_at: Date | null;
}

/** Graphile's jobs of the account: their task's name ends in it. Empty while Graphile is not installed. */
export async function readBacklog(pool: Reader, account: string): Promise<BacklogTask[]> {
  const installed = await pool.query<{ yes: boolean }>(
    "select to_regclass('graphile_worker.jobs') is not null as yes",
  );
  if (!installed.rows[0]?.yes) return [];
  const { rows } = await pool.query<BacklogRow>(
    `select split_part(task_identifier, ':', 1) as task,
            count(*) filter (where locked_at is null and run_at <= now() and attempts < max_attempts)::int as ready,
            count(*) filter (where locked_at is not null)::int as running,
            count(*) filter (where locked_at is null and run_at > now() and attempts < max_attempts)::int as later,
            count(*) filter (where attempts > 0 and last_error is not null)::int as failing,
            min(run_at) filter (where locked_at is null and run_at <= now() and attempts < max_attempts) as oldest_ready_at
     from graphile_worker.jobs where split_part(task_identifier, ':', 2) = $1
     group by 1 order by 1`,
    [account],
  );
  return rows.map((row) => ({
    task: row.task,
    ready: row.ready,
    running: row.running,
    later: row.later,
    failing: row.failing,
    oldestReadyAt: row.oldest_ready_at?.toISOString() ?? null,
  }));
}
