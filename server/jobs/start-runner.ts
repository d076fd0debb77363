import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, parseCronItems, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Log } from '../log/create-log';
import type { SessionLocks } from '../postgres/session-locks';
import { isWorkWaiting } from './job-queries';
import { freeJobsOf, workerLife } from './rescue-jobs';
import { createRunnerPool } from './runner-pool';
import { type RunnerSigns, watchRunner } from './runner-signs';

export interface RunnerOptions {
  pool: Pool;
  locks: SessionLocks;
  log: Log;
  tasks: TaskList;
  concurrency: number;
  items: Parameters<typeof parseCronItems>[0];
}

/** One of Graphile's runners, from its first answer to its end. */
export interface WorkingRunner {
  /** Resolves with the reason when it has to be replaced, and when it is ended. */
  over: Promise<Error>;
  /**
   * It takes no further job. Resolves when its tasks have ended, or after `withinMs`, and then nothing of it reaches
   * the jobs any more. A task that still runs holds its lease in this process, so that whoever is given the same job
   * again finds it busy; should the lease be lost in the database, the task learns it before it acts on the store.
   */
  end(withinMs?: number): Promise<void>;
  /** After `end`: whatever it had not finished is anybody's again. Throws without a database. */
  freeJobs(): Promise<void>;
}

/**
 * Every commit of notifications announces a job to all runners, and an idle one looks for it at once: the ERP's
 * would ask the database hundreds of times a second for nothing. A runner that found nothing waits for a moment.
 */
const REFETCH_DELAY = { durationMs: 100, threshold: 0, maxAbortThreshold: 10_000 };
const FIRST_ANSWER_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 10_000;
const DUE_FOR_MS = 60_000;
/** Of writing down what became of the last tasks. */
const LAST_WORDS_MS = 2_000;

/** Resolves when it has asked for jobs and was answered; throws when it was not, and then nothing of it is left. */
export async function startRunner(options: RunnerOptions): Promise<WorkingRunner> {
  const { pool, locks, log, concurrency } = options;
  const [over, fail] = deferred<Error>();
  const [answered, answer] = deferred<null>();
  const signs = watchRunner(options.tasks, concurrency, () => performance.now());
  const own = createRunnerPool(pool, fail);
  const events: WorkerEvents = new EventEmitter();
  let id = '';
  events.on('pool:create', ({ workerPool }) => {
    id = workerPool.id;
    locks.holdForLife(workerLife(id)).catch((error: unknown) => {
      log.warn({ err: error }, 'Could not take the life lock of the workers.');
    });
  });
  // It never shuts down by itself without having lost something, and may not come to the end of it.
  events.on('pool:gracefulShutdown', ({ message }) => fail(new Error(message)));
  events.on('localQueue:getJobs:complete', () => {
    signs.sawFetch();
    answer(null);
  });
  const runner = await run(graphileOptions(options, own.pool, events), signs.tasks);
  runner.promise.catch(() => undefined);
  const looking = setInterval(async () => {
    if (await takesNothing(pool, signs)) fail(new Error('It takes no jobs.'));
  }, LOOK_EVERY_MS);

  const working: WorkingRunner = {
    over,
    async end(withinMs) {
      clearInterval(looking);
      own.end();
      const stopped = runner.stop().catch(() => undefined);
      await atMost(withinMs, signs.whenEmpty());
      await atMost(LAST_WORDS_MS, stopped);
      await own.cut();
      await locks.endLife(workerLife(id));
    },
    freeJobs: () => freeJobsOf(pool, id),
  };
  const late = sleep(FIRST_ANSWER_WITHIN_MS, new Error('The jobs could not be asked for.'), { ref: false });
  const failure = await Promise.race([answered, over, late]);
  if (failure === null) return working;
  await working.end(0);
  throw failure;
}

/** Whatever the cause: it does not ask, or it asks and leaves lying what is due. */
async function takesNothing(pool: Pool, signs: RunnerSigns): Promise<boolean> {
  const standing = signs.standing();
  if (standing !== 'idle') return standing === 'stands still';
  // Without a database nobody takes anything.
  return isWorkWaiting(pool, Object.keys(signs.tasks), DUE_FOR_MS).catch(() => false);
}

function atMost(ms: number | undefined, work: Promise<unknown>): Promise<unknown> {
  return ms === undefined ? work : Promise.race([work, sleep(ms, undefined, { ref: false })]);
}

function deferred<T>(): [Promise<T>, (value: T) => void] {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (settle = resolve));
  return [promise, settle];
}

function graphileOptions(
  { log, concurrency, items }: RunnerOptions,
  pgPool: Pool,
  events: WorkerEvents,
): Parameters<typeof run>[0] {
  return {
    pgPool,
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
  };
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
