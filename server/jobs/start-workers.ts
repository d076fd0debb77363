import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Log } from '../log/create-log';
import type { SessionLocks } from '../postgres/session-locks';
import { type KeptRunner, keepRunner } from './keep-runner';
import { rescueJobs, workerLife } from './rescue-jobs';
import { cronItems } from './schedule';

export interface WorkersOptions {
  pool: Pool;
  account: string;
  locks: SessionLocks;
  log: Log;
  /** Everything about the store, periodic tasks too. */
  storeTasks: TaskList;
  /** A runner of its own, so that a slow or dead ERP holds up nothing of the store's. */
  erpTasks: TaskList;
  storeConcurrency: number;
  erpConcurrency: number;
  /** How often the ERP's stock is read; 0 is never. */
  erpPollMinutes: number;
}

export interface Workers {
  /** Takes no further job and waits for those that run. */
  stop(): Promise<void>;
  /** False while a runner that lost the database has not come back. */
  areRunning(): boolean;
}

/**
 * Every commit of notifications announces a job to all runners, and an idle one looks for it at once: the ERP's
 * would ask the database hundreds of times a second for nothing. A runner that found nothing waits for a moment.
 */
const REFETCH_DELAY = { durationMs: 100, threshold: 0, maxAbortThreshold: 10_000 };

/** Starts the job runners of this process. */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const rescued = await rescueJobs(options.pool, options.account);
  if (rescued > 0) options.log.info({ rescued }, 'Freed the jobs of a process that was killed.');
  const store = await keptRunner(options, {
    name: 'store',
    tasks: options.storeTasks,
    concurrency: options.storeConcurrency,
    items: cronItems(options.account, options.erpPollMinutes),
  });
  const erp = await keptRunner(options, {
    name: 'ERP',
    tasks: options.erpTasks,
    concurrency: options.erpConcurrency,
    items: [],
  }).catch(async (error: unknown) => {
    await store.stop();
    throw error;
  });
  return {
    areRunning: () => store.isRunning() && erp.isRunning(),
    async stop() {
      await Promise.all([store.stop(), erp.stop()]);
    },
  };
}

interface RunnerPart {
  name: string;
  tasks: TaskList;
  concurrency: number;
  items: Parameters<typeof parseCronItems>[0];
}

/** A runner that is started again when it ends by itself; the jobs it held are freed before. */
function keptRunner(options: WorkersOptions, part: RunnerPart): Promise<KeptRunner> {
  const { pool, account, locks, log } = options;
  let lives: string[] = [];
  return keepRunner({
    start: () => startRunner(options, part, (life) => lives.push(life)),
    async clearUp() {
      for (const life of lives) await locks.endLife(life);
      lives = [];
      await rescueJobs(pool, account);
    },
    onEnded: (error) => log.error({ err: error }, `The ${part.name} jobs stopped; they are started again.`),
    onRestarted: () => log.warn(`The ${part.name} jobs run again.`),
  });
}

function startRunner(
  { pool, locks, log }: WorkersOptions,
  { tasks, concurrency, items }: RunnerPart,
  onLife: (key: string) => void,
): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => {
    const life = workerLife(workerPool.id);
    onLife(life);
    locks.holdForLife(life).catch((error: unknown) => {
      log.warn({ err: error }, 'Could not take the life lock of the workers.');
    });
  });
  return run(
    {
      pgPool: pool,
      events,
      noHandleSignals: true,
      logger: graphileLogger(log),
      parsedCronItems: parseCronItems(items),
      preset: {
        worker: {
          concurrentJobs: concurrency,
          pollInterval: 1000,
          // Fetches jobs in batches; without it the workers would ask the database one job at a time.
          localQueue: { size: Math.max(concurrency * 10, 50), ttl: 60_000, refetchDelay: REFETCH_DELAY },
          completeJobBatchDelay: 0,
          failJobBatchDelay: 0,
          gracefulShutdownAbortTimeout: 20_000,
        },
      },
    },
    tasks,
  );
}

/** Graphile logs each job; what a job did is in the sync log, so only its warnings are kept. */
function graphileLogger(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error' || level === 'warning')
      log.warn({ component: 'graphile-worker', ...safeMeta(meta) }, message);
    else log.trace({ component: 'graphile-worker' }, message);
  });
}

function safeMeta(meta: unknown): Record<string, unknown> {
  if (typeof meta !== 'object' || meta === null || !('error' in meta)) return {};
  return { err: meta.error };
}
