import { msOfInstant } from '../../core/instant';
import type { TimeWindow } from './vtex-api';

/** A window VTEX can filter by: whole milliseconds, both ends included. Epoch ms. */
export interface ListWindow {
  /** `2022-01-01T02:00:00.000Z TO 2022-01-02T01:59:59.999Z` */
  text: string;
  /** Null when it is a second or less. */
  halves(): [ListWindow, ListWindow] | null;
}

const SMALLEST_MS = 1_000;

/** The half-open window `[from, to)` as VTEX's list takes it, widened to whole milliseconds. */
export function readWindow(window: TimeWindow): ListWindow {
  const fromMs = msOfInstant(window.from);
  const endMs = msOfInstant(window.to);
  const isWhole = window.to.slice(23, 27) === '0000';
  return windowBetween(fromMs, Math.max(fromMs + 1, isWhole ? endMs : endMs + 1));
}

function windowBetween(fromMs: number, endMs: number): ListWindow {
  return {
    text: `${new Date(fromMs).toISOString()} TO ${new Date(endMs - 1).toISOString()}`,
    halves() {
      if (endMs - fromMs <= SMALLEST_MS) return null;
      const middleMs = fromMs + Math.floor((endMs - fromMs) / 2);
      return [windowBetween(fromMs, middleMs), windowBetween(middleMs, endMs)];
    },
  };
}
