import type { CronItem } from 'graphile-worker';
import { type Task, taskName } from './task-names';

/**
 * What is done by the clock. Graphile records each tick in the database, so several processes run it once; a
 * tick that finds the last one still waiting folds into it.
 */
const SCHEDULE: readonly { task: Task; match: CronItem['match'] }[] = [
  { task: 'drain-feed', match: '* * * * *' },
  { task: 'redispatch', match: '* * * * *' },
  { task: 'sweep', match: '*/10 * * * *' },
  // Goes on with one that was asked for, also by a process that was killed.
  { task: 'backfill', match: '* * * * *' },
  { task: 'keep-listening', match: '7 * * * *' },
  { task: 'tidy', match: '23 * * * *' },
  // Once a day, when little is on its way (UTC).
  { task: 'reconcile', match: '17 4 * * *' },
];

/** `erpPollMinutes`: how often the ERP's stock is read; 0 is never. */
export function cronItems(account: string, erpPollMinutes = 0): CronItem[] {
  const polling = { task: 'poll-erp' as const, match: everyMinutes(erpPollMinutes) };
  return [...SCHEDULE, ...(erpPollMinutes > 0 ? [polling] : [])].map(({ task, match }) => ({
    task: taskName(task, account),
    match,
    identifier: taskName(task, account),
    options: { jobKey: taskName(task, account), jobKeyMode: 'replace', maxAttempts: 3, backfillPeriod: 0 },
  }));
}

/** Counted from midnight (UTC), so that several processes agree. */
function everyMinutes(minutes: number): Extract<CronItem['match'], (...args: never[]) => boolean> {
  return ({ hour, min }) => (hour * 60 + min) % minutes === 0;
}
