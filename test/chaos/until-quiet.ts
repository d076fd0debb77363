import { setTimeout as pause } from 'node:timers/promises';
import { addJobNoLaterThan } from '@holdfast/server/jobs/job-queries';
import { type Task, taskName } from '@holdfast/server/jobs/task-names';
import { createPostgresStore } from '@holdfast/server/postgres/store/create-postgres-store';
import type { Pool } from 'pg';
import { judgeQuiet } from '../../simulation/judge/judge-quiet';
import type { Tally } from '../../simulation/weather/tally';
import { skipWaits } from '../flows/skip-waits';
import type { ChaosWorld } from './chaos-world';
import { notInTheLog } from './taken-notifications';
import type { Told } from './violations';
import { waitingJobs } from './waiting-jobs';

export interface QuietDay {
  world: ChaosWorld;
  pool: Pool;
  databaseUrl: string;
  tally: Tally;
}

const QUIET_WITHIN_MS = 5 * 60_000;
const LOOK_EVERY_MS = 3_000;
const JOB_MAY_WAIT_MS = 60_000;
/** What the clock does every few minutes. */
const BY_THE_CLOCK: readonly Task[] = ['drain-feed', 'redispatch', 'sweep', 'tidy'];

/**
 * Hours pass, which a test does not have: waits are cut short and the clock's jobs come at once, until the judge finds
 * nothing any more, or what it still finds is what was broken.
 */
export async function untilQuiet(day: QuietDay): Promise<Told[]> {
  const { pool } = day;
  const account = day.world.sandbox.store.accountName;
  const giveUpAtMs = Date.now() + QUIET_WITHIN_MS;
  for (;;) {
    for (const task of BY_THE_CLOCK) {
      const key = taskName(task, account);
      await addJobNoLaterThan(pool, { task, account, key, payload: {}, notBeforeMs: Date.now() });
    }
    await skipWaits(day.databaseUrl);
    await pause(LOOK_EVERY_MS);
    const found = await judged(day);
    if (found.length === 0 || Date.now() > giveUpAtMs) return found;
  }
}

async function judged({ world, pool, tally }: QuietDay): Promise<Told[]> {
  const { truth, meddled, notifications, erpJudge, sandbox } = world;
  const account = sandbox.store.accountName;
  const found: Told[] = [];
  const jobs = await waitingJobs(pool);
  await judgeQuiet({
    judge: { violate: (rule, message) => void found.push({ rule, message }) },
    erp: erpJudge,
    truth,
    meddled,
    tally,
    store: createPostgresStore({ pool, account, now: Date.now }),
    jobs: jobs.filter(({ isGivenUp }) => !isGivenUp),
    mayWaitMs: JOB_MAY_WAIT_MS,
    nowMs: Date.now(),
    takenAtMs: notifications.takenAtMs,
  });
  for (const { key, isGivenUp } of jobs)
    if (isGivenUp) found.push({ rule: 'job-given-up', message: `${key} has no attempt left` });
  for (const { orderId, state, currentChange } of await notInTheLog(pool, account, notifications.taken))
    found.push({
      rule: 'notification-not-in-the-log',
      message: `${orderId} ${state} of ${currentChange} was answered with 200`,
    });
  return found;
}
