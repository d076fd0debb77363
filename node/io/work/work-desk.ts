import type { RunSummary } from './run-work';

export interface WorkDesk {
  /**
   * Has the work done by whoever is at it in this worker: a run that goes on is told of the paths and `null`
   * comes back at once; else `run` is begun. Ten events of a moment are one run, not ten that fight for claims.
   */
  join(
    paths: readonly string[],
    run: (hints: Set<string>, pause: (ms: number) => Promise<void>) => Promise<RunSummary>,
  ): Promise<{ summary: RunSummary; left: string[] } | null>;
}

/** One desk for each account and workspace of a worker. */
export function createWorkDesk(pause: (ms: number) => Promise<void>): WorkDesk {
  let current: { hints: Set<string>; wake(): void } | null = null;

  return {
    async join(paths, run) {
      if (current !== null) {
        for (const path of paths) current.hints.add(path);
        current.wake();
        return null;
      }
      let awake: () => void = () => undefined;
      const mine = { hints: new Set(paths), wake: () => awake() };
      current = mine;
      const woken = () =>
        new Promise<void>((resolve) => {
          awake = resolve;
        });
      const wakeable = (ms: number) => Promise.race([pause(ms), woken()]);
      try {
        const summary = await run(mine.hints, wakeable);
        return { summary, left: [...mine.hints] };
      } finally {
        current = null;
      }
    },
  };
}
