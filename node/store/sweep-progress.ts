import type { Said } from '../core/said/said';
import type { SettingStore } from './store';

/** How far the sweep is, left in a setting by whoever runs it. Times are epoch ms by our own clock. */
export interface SweepProgress {
  startedAtMs: number;
  updatedAtMs: number;
  /** Null while it runs, or waits to be run. */
  endedAtMs: number | null;
  /** Orders that VTEX listed so far. */
  orders: number;
  /** Known at the end of a sweep that got through; null before, and when a failure or its bound stopped it. */
  total: number | null;
  /** Of the time to be looked over, from 0 to 1. */
  share: number;
  message: string | null;
  /** The message in parts. */
  said?: Said[] | null;
}

const KEY = 'listener.sweep-progress';

export const saveSweepProgress = (store: Pick<SettingStore, 'setSetting'>, progress: SweepProgress) =>
  store.setSetting(KEY, progress);

/** Written only by the function above, so the shape is taken as it is; null when no sweep was run yet. */
export async function readSweepProgress(store: Pick<SettingStore, 'setting'>): Promise<SweepProgress | null> {
  return ((await store.setting(KEY)) ?? null) as SweepProgress | null;
}
