import { z } from 'zod';
import { type Instant, parseInstant } from '../core/instant';
import type { SettingStore } from '../store/store';

/** The dates by which VTEX lists orders; there is none for "changed". */
export const SWEPT_FIELDS = ['creationDate', 'authorizedDate', 'invoicedDate'] as const;
export type SweptField = (typeof SWEPT_FIELDS)[number];

/** Up to where each field was swept. */
export type SweepCursors = Partial<Record<SweptField, Instant>>;

const KEY = 'sweep-cursors';
const stored = z.record(z.string(), z.unknown());

/** What cannot be read counts as never swept. */
export async function readCursors(store: SettingStore): Promise<SweepCursors> {
  const read = stored.safeParse(await store.setting(KEY));
  const cursors: SweepCursors = {};
  if (!read.success) return cursors;
  for (const field of SWEPT_FIELDS) {
    const cursor = parseInstant(read.data[field]);
    if (cursor) cursors[field] = cursor;
  }
  return cursors;
}

export async function saveCursors(store: SettingStore, cursors: SweepCursors): Promise<void> {
  await store.setSetting(KEY, cursors);
}
