import type { Page } from '../../api/ports';
import { inParallel } from '../store/in-parallel';
import { MOST_ROWS } from './master-data';

/** The row after which a page begins. */
export interface NewestCursor {
  /** Epoch ms. */
  atMs: number;
  id: string;
}

export interface NewestQuery<Row extends NewestCursor, View> {
  after: NewestCursor | null;
  limit: number;
  /** Rows not newer than that moment, newest first; `received` counts those that could not be read, too. */
  read(
    untilMs: number | null,
    from: number,
  ): Promise<{ rows: Row[]; received: number; total: number | null }>;
  /** Null for a row that does not belong into the list. */
  view(row: Row): Promise<View | null>;
}

/** What one page may ask of Master Data. */
const MOST_READS = 6;

/**
 * A page of what Master Data holds, by (time, id) from the newest. Cut by the last row's time and id, never by
 * its place in the whole, so rows that arrive meanwhile neither repeat nor shift what follows.
 *
 * Master Data orders by time alone and tells nothing of the order within one millisecond, so each page asks for
 * everything up to and including the cursor's millisecond, and orders that here. The last millisecond of an
 * answer may be cut in its middle; it counts only when a further answer, or the end, has completed it. A page
 * asks a few times at most: it may hold less than the limit and still be followed by another.
 */
export async function newestPage<Row extends NewestCursor, View>(
  query: NewestQuery<Row, View>,
): Promise<Page<View, NewestCursor>> {
  const seen = new Map<string, Row>();
  const shown: { view: View; row: Row }[] = [];
  let last = query.after;
  let isComplete = false;
  let from = 0;
  for (let reads = 0; reads < MOST_READS && !isComplete && shown.length <= query.limit; reads += 1) {
    const { rows, received, total } = await query.read(query.after?.atMs ?? null, from);
    for (const row of rows) seen.set(row.id, row);
    from += received;
    isComplete = received === 0 || (total !== null && from >= total);
    const isLastChance = reads === MOST_READS - 1;
    const fresh = completeRows([...seen.values()], isComplete, isLastChance).filter(isAfter(last));
    last = fresh.at(-1) ?? last;
    await show(query, fresh, shown);
  }
  const page = shown.slice(0, query.limit);
  const views = page.map(({ view }) => view);
  const lastShown = page.at(-1)?.row;
  if (shown.length > query.limit && lastShown) return { rows: views, next: cursorOf(lastShown) };
  return { rows: views, next: isComplete || last === null ? null : beyond(query.after, last) };
}

/** When a whole page of reads got nowhere, a millisecond holds more rows than that: its rest is left out. */
function beyond(after: NewestCursor | null, last: NewestCursor): NewestCursor {
  if (last !== after) return cursorOf(last);
  return { atMs: last.atMs - 1, id: BEFORE_ALL_IDS };
}

/** Above every id in the order of a page: nothing of its millisecond has been shown. */
const BEFORE_ALL_IDS = '~';

/** Newest first; without those of the oldest millisecond while some of that may still be missing. */
function completeRows<Row extends NewestCursor>(
  rows: Row[],
  isComplete: boolean,
  isLastChance: boolean,
): Row[] {
  const ordered = rows.sort(newestFirst);
  const oldestMs = ordered.at(-1)?.atMs;
  const complete = isComplete ? ordered : ordered.filter(({ atMs }) => atMs !== oldestMs);
  // A millisecond with more rows than a page may ask for: better some of it than to stand still.
  return complete.length === 0 && isLastChance ? ordered : complete;
}

/** Looks at rows in slices, so that a long answer is not read up to its end for a short page. */
async function show<Row extends NewestCursor, View>(
  { limit, view }: NewestQuery<Row, View>,
  rows: readonly Row[],
  shown: { view: View; row: Row }[],
): Promise<void> {
  const step = Math.min(MOST_ROWS, limit + 1);
  for (let start = 0; start < rows.length && shown.length <= limit; start += step) {
    const slice = rows.slice(start, start + step);
    const views = await inParallel(slice, view);
    slice.forEach((row, index) => {
      const found = views[index];
      if (found !== null && found !== undefined) shown.push({ view: found, row });
    });
  }
}

function cursorOf({ atMs, id }: NewestCursor): NewestCursor {
  return { atMs, id };
}

function isAfter(cursor: NewestCursor | null): (row: NewestCursor) => boolean {
  return (row) => cursor === null || newestFirst(cursor, row) < 0;
}

/** By time; within one millisecond by id, whose number at the end counts as a number. */
export function newestFirst(a: NewestCursor, b: NewestCursor): number {
  if (a.atMs !== b.atMs) return b.atMs - a.atMs;
  const [textA, numberA] = numbered(a.id);
  const [textB, numberB] = numbered(b.id);
  return compare(textB, textA) || numberB - numberA || compare(b.id, a.id);
}

function numbered(id: string): [text: string, number: number] {
  const digits = /\d*$/.exec(id)?.[0] ?? '';
  return [id.slice(0, id.length - digits.length), digits === '' ? -1 : Number(digits)];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
