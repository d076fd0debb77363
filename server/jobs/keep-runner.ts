import type { WorkingRunner } from './start-runner';

export interface KeptRunner {
  /** Since when no runner works (epoch ms); null while one does. */
  downSinceMs(): number | null;
  stop(): Promise<void>;
}

export interface KeepRunnerOptions {
  /** Starts a runner that takes jobs; throws while the database does not let it. */
  start(): Promise<WorkingRunner>;
  onEnded(error: unknown): void;
  onRestarted(): void;
  /** Epoch ms. */
  now(): number;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** For the tasks of one that is replaced: its successor would find their orders and positions busy. */
const END_WITHIN_MS = 10_000;

/**
 * Keeps a job runner working: one that failed or stands still is ended, what it held is freed, and another takes its
 * place as soon as the database lets it. Without, the process would go on taking notifications and work none of them.
 */
export async function keepRunner(options: KeepRunnerOptions): Promise<KeptRunner> {
  let runner: WorkingRunner | null = await options.start();
  let downSinceMs: number | null = null;
  let stopping = false;
  let wake: () => void = () => undefined;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function startAfter(ended: WorkingRunner): Promise<WorkingRunner | null> {
    for (let pauseMs = FIRST_PAUSE_MS; !stopping; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      await pause(pauseMs);
      if (stopping) break;
      try {
        await ended.freeJobs();
        const started = await options.start();
        if (!stopping) return started;
        await started.end();
      } catch (error) {
        options.onEnded(error);
      }
    }
    return null;
  }

  async function watch(): Promise<void> {
    while (runner !== null) {
      const error = await runner.over;
      if (stopping) return;
      const ended: WorkingRunner = runner;
      downSinceMs = options.now();
      options.onEnded(error);
      await ended.end(END_WITHIN_MS);
      runner = await startAfter(ended);
      if (runner === null) return;
      downSinceMs = null;
      options.onRestarted();
    }
  }

  const watching = watch();
  return {
    downSinceMs: () => downSinceMs,
    async stop() {
      stopping = true;
      wake();
      // One that is being replaced is ended already, and its successor ends itself.
      if (downSinceMs === null) await runner?.end();
      await watching;
    },
  };
}
