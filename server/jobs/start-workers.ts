import type { TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Log } from '../log/create-log';
import type { SessionLocks } from '../postgres/session-locks';
import { type KeptRunner, keepRunner } from './keep-runner';
import { rescueJobs } from './rescue-jobs';
import { cronItems } from './schedule';
import { type RunnerOptions, startRunner } from './start-runner';

export interface WorkersOptions {
  pool: Pool;
  account: string;
  locks: SessionLocks;
  log: Log;
  /** Everything about the store, periodic tasks too. */
  storeTasks: TaskList;
  /** A runner of its own: however many orders are made up, those on record and the clock's work have all others. */
  newOrderTasks: TaskList;
  /** A runner of its own, so that a slow or dead ERP holds up nothing of the store's. */
  erpTasks: TaskList;
  storeConcurrency: number;
  newOrderConcurrency: number;
  erpConcurrency: number;
  /** How often the ERP's stock is read; 0 is never. */
  erpPollMinutes: number;
  /** Epoch ms. */
  now(): number;
}

export interface Workers {
  /** Takes no further job and waits for those that run. */
  stop(): Promise<void>;
  /** Since when one of the runners does not work (epoch ms); null while all do. */
  downSinceMs(): number | null;
}

/** Starts the job runners of this process. */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const rescued = await rescueJobs(options.pool, options.account);
  if (rescued > 0) options.log.info({ rescued }, 'Freed the jobs of a process that was killed.');
  const { storeTasks, newOrderTasks, erpTasks } = options;
  const parts: RunnerPart[] = [
    {
      name: 'store',
      tasks: storeTasks,
      concurrency: options.storeConcurrency,
      items: cronItems(options.account, options.erpPollMinutes),
    },
    { name: 'new orders', tasks: newOrderTasks, concurrency: options.newOrderConcurrency, items: [] },
    { name: 'ERP', tasks: erpTasks, concurrency: options.erpConcurrency, items: [] },
  ];
  const runners: KeptRunner[] = [];
  const stop = async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
  };
  try {
    for (const part of parts) runners.push(await keptRunner(options, part));
  } catch (error) {
    await stop();
    throw error;
  }
  const isDown = (since: number | null) => since !== null;
  return { downSinceMs: () => runners.map((runner) => runner.downSinceMs()).find(isDown) ?? null, stop };
}

type RunnerPart = Pick<RunnerOptions, 'tasks' | 'concurrency' | 'items'> & { name: string };

function keptRunner(options: WorkersOptions, part: RunnerPart): Promise<KeptRunner> {
  const { log, now } = options;
  return keepRunner({
    start: () => startRunner({ ...options, ...part }),
    onEnded: (error) => log.error({ err: error }, `The ${part.name} jobs stopped; they are started again.`),
    onRestarted: () => log.warn(`The ${part.name} jobs run again.`),
    now,
  });
}
