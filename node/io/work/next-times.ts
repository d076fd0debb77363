import { laneOf, type WorkLane } from './work';
import type { DueWork } from './work-list';

export interface NextTimes {
  saw(due: DueWork, nowMs: number): void;
  /** Epoch ms at which the next piece that was seen is free; null: none was. */
  nextAtMs(): number | null;
  /** Of the last whole listing; a lane whose listing is being read says what was seen so far. */
  of(lane: WorkLane): number | null;
}

/** When there is something to do again, over the several looks that one listing takes. */
export function createNextTimes(): NextTimes {
  const seen: Record<WorkLane, number> = { vtex: Infinity, erp: Infinity };
  const isOver: Record<WorkLane, boolean> = { vtex: true, erp: true };
  const orNull = (atMs: number) => (atMs === Infinity ? null : atMs);

  return {
    saw({ ready, later, looked, through }, nowMs) {
      for (const lane of looked) {
        if (isOver[lane]) seen[lane] = Infinity;
        isOver[lane] = through.has(lane);
      }
      for (const { path } of ready) seen[laneOf(path)] = Math.min(seen[laneOf(path)], nowMs);
      for (const { path, atMs } of later) seen[laneOf(path)] = Math.min(seen[laneOf(path)], atMs);
    },
    nextAtMs: () => orNull(Math.min(seen.vtex, seen.erp)),
    of: (lane) => orNull(seen[lane]),
  };
}
