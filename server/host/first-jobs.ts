import { recoverRemovals } from '@holdfast/node/removal/recover-removals';
import { addJobNoLaterThan } from '../jobs/job-queries';
import type { JobServices } from '../jobs/job-services';
import { type Task, taskName } from '../jobs/task-names';

/** What the clock would do later is done once at start: register the hook, catch up on what was missed. */
const AT_START: readonly Task[] = ['keep-listening', 'redispatch', 'sweep', 'backfill', 'tidy'];

/** Now, instead of when its time comes. */
export function askFor(
  task: Task,
  { pool, account, now }: Pick<JobServices, 'pool' | 'account' | 'now'>,
): Promise<void> {
  const key = taskName(task, account);
  return addJobNoLaterThan(pool, { task, account, key, payload: {}, notBeforeMs: now() });
}

export async function firstJobs(services: JobServices): Promise<void> {
  for (const task of AT_START) await askFor(task, services);
  // A removal whose process was killed is read back before anything else happens at its position.
  await recoverRemovals(services, 0);
}
