import type { TaskList } from 'graphile-worker';

/**
 * - `works`: it asks for jobs, or all its hands are full
 * - `idle`: it asks, and has taken nothing for a while; right if nothing is due
 * - `stands still`: it does not ask though it has hands free, or none of its full hands gets done
 */
export type Standing = 'works' | 'idle' | 'stands still';

/** What is seen of one runner. */
export interface RunnerSigns {
  /** The same tasks, watched. */
  tasks: TaskList;
  /** It asked for jobs and was answered. */
  sawFetch(): void;
  standing(): Standing;
  /** Resolves when none of its tasks runs. */
  whenEmpty(): Promise<void>;
}

/** It asks every second, and a statement is given up after thirty-five. */
const ASKS_WITHIN_MS = 40_000;
const IDLE_AFTER_MS = 60_000;
/** A sweep of a large store takes minutes; that all hands are full of such for so long without one end is no work. */
const LONGEST_WORK_MS = 15 * 60_000;

export function watchRunner(given: TaskList, concurrency: number, now: () => number): RunnerSigns {
  let running = 0;
  let handsMovedMs = now();
  let fetchedMs = now();
  const waiting: (() => void)[] = [];

  function count(change: 1 | -1): void {
    running += change;
    handsMovedMs = now();
    if (running === 0) for (const resolve of waiting.splice(0)) resolve();
  }

  const watched =
    (task: TaskList[string]): TaskList[string] =>
    async (payload, helpers) => {
      count(1);
      try {
        return await task?.(payload, helpers);
      } finally {
        count(-1);
      }
    };

  return {
    tasks: Object.fromEntries(Object.entries(given).map(([name, task]) => [name, watched(task)])),
    sawFetch() {
      fetchedMs = now();
    },
    standing() {
      const quietMs = now() - handsMovedMs;
      if (running >= concurrency) return quietMs > LONGEST_WORK_MS ? 'stands still' : 'works';
      if (now() - Math.max(fetchedMs, handsMovedMs) > ASKS_WITHIN_MS) return 'stands still';
      return quietMs > IDLE_AFTER_MS ? 'idle' : 'works';
    },
    whenEmpty: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
