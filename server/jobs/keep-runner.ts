import type { Runner } from 'graphile-worker';

export interface KeptRunner {
  /** False between the end of one runner and the start of the next. */
  isRunning(): boolean;
  stop(): Promise<void>;
}

export interface KeepRunnerOptions {
  /** Starts a runner; throws while the database cannot be reached. */
  start(): Promise<Runner>;
  /** Lets go of what the ended runner held; may throw like `start`, and is then done again. */
  clearUp(): Promise<void>;
  onEnded(error: unknown): void;
  onRestarted(): void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Keeps a job runner running. Graphile ends a runner for good when the database is lost while it records what
 * became of a job; the process would go on taking notifications and work none of them.
 */
export async function keepRunner(options: KeepRunnerOptions): Promise<KeptRunner> {
  let runner: Runner | null = await options.start();
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

  async function startAgain(): Promise<Runner | null> {
    for (let pauseMs = FIRST_PAUSE_MS; !stopping; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      await pause(pauseMs);
      if (stopping) break;
      try {
        await options.clearUp();
        const started = await options.start();
        options.onRestarted();
        return started;
      } catch (error) {
        options.onEnded(error);
      }
    }
    return null;
  }

  async function watch(): Promise<void> {
    while (runner !== null) {
      const error: unknown = await runner.promise.then(
        () => null,
        (reason: unknown) => reason,
      );
      runner = null;
      if (stopping) return;
      options.onEnded(error);
      runner = await startAgain();
    }
  }

  const watching = watch();
  return {
    isRunning: () => runner !== null,
    async stop() {
      stopping = true;
      wake();
      // One that just ended by itself refuses to be stopped; it is stopped.
      await runner?.stop().catch(() => undefined);
      await watching;
      // Stopped while it was being started again.
      await runner?.stop().catch(() => undefined);
    },
  };
}
