/**
 * What the workers do. The first three are ways in for events, `plan-position` and `deliver` follow from them. A new
 * order is one that is not on record, and that nobody but the hook has named: it may be made up.
 */
export const TASKS = [
  'look-at-orders',
  'look-at-order',
  'look-at-new-order',
  'plan-position',
  'deliver',
  'drain-feed',
  'keep-listening',
  'sweep',
  'backfill',
  'redispatch',
  'tidy',
  'reconcile',
  'poll-erp',
] as const;

export type Task = (typeof TASKS)[number];

/**
 * Graphile's name of a task. Accounts may share one database: a process must be given the jobs of its own
 * account only, and Graphile chooses jobs by their task's name. (Also a valid name in its crontab.)
 */
export function taskName(task: Task, account: string): string {
  return `${task}:${account}`;
}
