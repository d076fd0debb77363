import { say } from '@holdfast/node/core/said/say';
import type { Task as GraphileTask } from 'graphile-worker';
import type { z } from 'zod';
import type { JobServices } from './job-services';
import type { Task } from './task-names';

/** How a job went, for the metrics; what it found is in the sync log. */
export type JobEnd = 'done' | 'again' | 'parked' | 'busy';

/**
 * The job edge. Expected outcomes are values and were handled by the task, which asked for its own return. What
 * is thrown is a bug or a lost database: Graphile runs the job again, later each time, and logs it once.
 */
export function jobTask<P>(
  services: JobServices,
  task: Task,
  payload: z.ZodType<P>,
  run: (services: JobServices, payload: P) => Promise<JobEnd>,
): GraphileTask {
  return async (raw) => {
    await services.makeWay();
    const startedMs = services.now();
    let outcome: JobEnd | 'failed' = 'failed';
    try {
      outcome = await run(services, payload.parse(raw));
    } catch (error) {
      await tellLog(services, task, error);
      throw error;
    } finally {
      services.metrics.jobs.inc({ task, outcome });
      services.metrics.jobSeconds.observe({ task }, (services.now() - startedMs) / 1000);
    }
  };
}

/** For whoever looks in the sync log; without a database the process's own log has it. */
async function tellLog({ store }: JobServices, task: Task, error: unknown): Promise<void> {
  const name = error instanceof Error ? error.name : 'unknown error';
  const sentence = say('work.job-failed', { task, error: name });
  await store
    .appendLog([{ kind: 'failure', outcome: 'retry', ...sentence, detail: { task } }])
    .catch(() => undefined);
}
