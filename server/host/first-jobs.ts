import { recoverRemovals } from '@holdfast/node/removal/recover-removals';
import { addJobNoLaterThan } from '../jobs/job-queries';
import type { JobServices } from '../jobs/job-services';
import { type Task, taskName } from '../jobs/task-names';

/** What the clock would do later is done once at start: register the hook, catch up on what was missed. */
const AT_START: readonly Task[] = ['keep-listening', 'redispatch', 'sweep', 'backfill', 'tidy'];

export async function firstJobs(services: JobServices): Promise<void> {
  const { pool, account } = services;
  for (const task of AT_START) {
    const key = taskName(task, account);
    await addJobNoLaterThan(pool, { task, account, key, payload: {}, notBeforeMs: services.now() });
  }
  // A removal whose process was killed is read back before anything else happens at its position.
  await recoverRemovals(services, 0);
}
