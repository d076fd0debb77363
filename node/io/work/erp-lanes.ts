import type { WaitingWork } from './work';

export interface ErpLanes {
  /** Takes these up as lanes get free; what it has already is left out. */
  offer(ready: readonly WaitingWork[]): void;
  has(path: string): boolean;
  /** Something is being sent. */
  isBusy(): boolean;
  /** Pieces that are taken up next. */
  waiting(): number;
  /** Resolves when a piece has ended; rejects with what threw in a lane. */
  changed(): Promise<void>;
}

/**
 * What is sent to the ERP, beside everything else. An ERP that answers nothing holds each of them for as long as
 * a call may last, and nobody else waits for that.
 */
export function createErpLanes(
  count: number,
  run: (waiting: WaitingWork) => Promise<unknown>,
  mayBegin: () => boolean,
): ErpLanes {
  const queue = new Map<string, WaitingWork>();
  const running = new Map<string, Promise<void>>();

  function fill(): void {
    for (const [path, next] of queue) {
      if (running.size >= count || !mayBegin()) return;
      queue.delete(path);
      const ended = run(next).then(() => {
        running.delete(path);
        fill();
      });
      running.set(path, ended);
      // Whoever waits for the lanes is told; until then it is no unhandled rejection.
      ended.catch(() => undefined);
    }
  }

  return {
    offer(ready) {
      for (const one of ready) if (!running.has(one.path)) queue.set(one.path, one);
      fill();
    },
    has: (path) => queue.has(path) || running.has(path),
    isBusy: () => running.size > 0,
    waiting: () => queue.size,
    changed: () => Promise.race(running.values()),
  };
}
