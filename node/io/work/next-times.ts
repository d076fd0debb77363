import { laneOf, type WorkLane } from './work';
import type { DueWork } from './work-list';

export interface NextTimes {
  saw(lanes: readonly WorkLane[], due: DueWork): void;
  /** Epoch ms at which the next piece that was not free yet will be; null: none was seen. */
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
    saw(lanes, { later, through }) {
      for (const lane of lanes) {
        if (isOver[lane]) seen[lane] = Infinity;
        isOver[lane] = through.has(lane);
      }
      for (const { path, atMs } of later) seen[laneOf(path)] = Math.min(seen[laneOf(path)], atMs);
    },
    nextAtMs: () => orNull(Math.min(seen.vtex, seen.erp)),
    of: (lane) => orNull(seen[lane]),
  };
}
