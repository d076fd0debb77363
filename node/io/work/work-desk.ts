import type { RunServices, RunSummary } from './run-work';

export interface WorkDesk {
  /**
   * Has the work done by whoever is at it in this worker: a run that goes on is told of the paths and `null`
   * comes back at once; else `run` is begun. Ten events of a moment are one run, not ten that fight for claims.
   */
  join(
    paths: readonly string[],
    run: (hints: Set<string>, waits: Waits) => Promise<RunSummary>,
  ): Promise<{ summary: RunSummary; left: string[] } | null>;
}

export type Waits = Pick<RunServices, 'pause' | 'woken'>;

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
      const sleepers = new Set<() => void>();
      const mine = {
        hints: new Set(paths),
        wake() {
          for (const awake of sleepers) awake();
          sleepers.clear();
        },
      };
      current = mine;
      const woken = () => new Promise<void>((resolve) => void sleepers.add(resolve));
      const wakeable = (ms: number) => Promise.race([pause(ms), woken()]);
      try {
        const summary = await run(mine.hints, { pause: wakeable, woken });
        return { summary, left: [...mine.hints] };
      } finally {
        current = null;
      }
    },
  };
}
