import { z } from 'zod';
import { type Instant, parseInstant } from '../core/instant';
import type { SettingStore } from '../store/store';

/** The dates by which VTEX lists orders; there is none for "changed". */
export const SWEPT_FIELDS = ['creationDate', 'authorizedDate', 'invoicedDate'] as const;
export type SweptField = (typeof SWEPT_FIELDS)[number];

/** How far one field was swept. */
export interface SweepCursor {
  /** Everything before it that VTEX listed was dispatched. */
  upTo: Instant;
  /** Not later than that listing; what lay closer to it may not have been in VTEX's index yet. */
  listedAt: Instant;
  /** How long the next stretch may be, in ms; null when no stretch was begun yet. */
  stretchMs: number | null;
  /** The last run that began with this field. */
  begunAt: Instant | null;
}

export type SweepCursors = Partial<Record<SweptField, SweepCursor>>;

const KEY = 'sweep-cursors';
const stored = z.record(z.string(), z.unknown());
const storedPace = z.object({
  listedAt: z.string(),
  stretchMs: z.number().nullable(),
  begunAt: z.string().nullable(),
});

/**
 * `{ creationDate: '...', paces: { creationDate: { listedAt, stretchMs, begunAt } } }`. What cannot be read counts as
 * never swept; a cursor without its pace as one that was listed at its own moment.
 */
export async function readCursors(store: SettingStore): Promise<SweepCursors> {
  const read = stored.safeParse(await store.setting(KEY));
  const cursors: SweepCursors = {};
  if (!read.success) return cursors;
  const paces = stored.safeParse(read.data.paces).data ?? {};
  for (const field of SWEPT_FIELDS) {
    const upTo = parseInstant(read.data[field]);
    if (!upTo) continue;
    const pace = storedPace.safeParse(paces[field]).data;
    const listedAt = parseInstant(pace?.listedAt) ?? upTo;
    const begunAt = parseInstant(pace?.begunAt);
    cursors[field] = { upTo, listedAt, stretchMs: pace?.stretchMs ?? null, begunAt };
  }
  return cursors;
}

export async function saveCursors(store: SettingStore, cursors: SweepCursors): Promise<void> {
  const value: Record<string, unknown> = {};
  const paces: Record<string, unknown> = {};
  for (const field of SWEPT_FIELDS) {
    const cursor = cursors[field];
    if (!cursor) continue;
    const { upTo, ...pace } = cursor;
    value[field] = upTo;
    paces[field] = pace;
  }
  await store.setSetting(KEY, { ...value, paces });
}
