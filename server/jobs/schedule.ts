import type { CronItem } from 'graphile-worker';
import { type Task, taskName } from './task-names';

/**
 * What is done by the clock. Graphile records each tick in the database, so several processes run it once; a
 * tick that finds the last one still waiting folds into it.
 */
const SCHEDULE: readonly { task: Task; match: string }[] = [
  { task: 'drain-feed', match: '* * * * *' },
  { task: 'redispatch', match: '* * * * *' },
  { task: 'sweep', match: '*/10 * * * *' },
  { task: 'keep-listening', match: '7 * * * *' },
  { task: 'tidy', match: '23 * * * *' },
];

export function cronItems(account: string): CronItem[] {
  return SCHEDULE.map(({ task, match }) => ({
    task: taskName(task, account),
    match,
    identifier: taskName(task, account),
    options: { jobKey: taskName(task, account), jobKeyMode: 'replace', maxAttempts: 3, backfillPeriod: 0 },
  }));
}
