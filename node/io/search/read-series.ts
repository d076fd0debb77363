import type { Series } from '../../api/schemas/series';
import { seriesBuckets } from '../../api/series-buckets';
import { countLog, type SearchedScope } from './list-log';
import type { NewestExecuted } from './overview-facts';

export interface SeriesOptions extends SearchedScope {
  executed(): Promise<NewestExecuted>;
  /** Epoch ms. */
  now(): number;
}

type Point = Series['points'][number];
type Counted = 'events' | 'errors';

const FILTERS: Record<Counted, Parameters<typeof countLog>[1]> = {
  events: { kind: ['notification'] },
  errors: { outcome: ['failed', 'parked'] },
};

/** The index lags; how far is not documented. What was counted of a bucket that ended before that is remembered. */
const FINISHED_AFTER_MS = 10 * 60_000;
const LONGEST_MS = 169 * 3_600_000;
/** Searches that may be under way at once. */
const AT_ONCE = 4;

/**
 * Events, removals and errors over time. Events and errors are counted by Master Data, one search for a bucket that
 * answers its number and no line: at most 98 searches for the first answer of a worker, some 14 for the next.
 * Removals are those of the newest thousand that fall into the time.
 */
export function createSeriesReader(options: SeriesOptions): (hours: number) => Promise<Series> {
  const { now } = options;
  const finished: Record<Counted, Map<string, number>> = { events: new Map(), errors: new Map() };

  return async (hours) => {
    const nowMs = now();
    const { bucketSeconds, startsMs } = seriesBuckets(hours, nowMs);
    const widthMs = bucketSeconds * 1_000;
    for (const known of Object.values(finished)) forget(known, nowMs);
    const count = (what: Counted) => countBuckets(options, what, finished[what], { startsMs, widthMs });
    const events = await count('events');
    const errors = await count('errors');
    const points = startsMs.map(
      (startMs): Point => ({
        at: new Date(startMs).toISOString(),
        events: events.get(startMs) ?? 0,
        removals: 0,
        units: 0,
        errors: errors.get(startMs) ?? 0,
      }),
    );
    addRemovals(points, await options.executed(), { firstMs: startsMs[0] ?? nowMs, widthMs });
    return { bucketSeconds, points };
  };
}

/** By where the bucket begins. `finished` is read and added to, by width and beginning. */
async function countBuckets(
  { index, scope, now }: SeriesOptions,
  what: Counted,
  finished: Map<string, number>,
  { startsMs, widthMs }: { startsMs: readonly number[]; widthMs: number },
): Promise<Map<number, number>> {
  const keyOf = (startMs: number) => `${widthMs}/${startMs}`;
  const counts = new Map(startsMs.map((startMs) => [startMs, finished.get(keyOf(startMs)) ?? 0]));
  const open = startsMs.filter((startMs) => !finished.has(keyOf(startMs)));
  const between = (fromMs: number, toMs: number) => {
    const filter = {
      ...FILTERS[what],
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
    };
    return countLog({ index, scope }, filter);
  };
  const note = (startMs: number, count: number) => {
    counts.set(startMs, count);
    if (startMs + widthMs + FINISHED_AFTER_MS < now()) finished.set(keyOf(startMs), count);
  };
  const [first] = open;
  const last = open.at(-1);
  if (first === undefined || last === undefined) return counts;
  // Mostly there are no errors, and one search says so.
  if ((await between(first, last + widthMs)) === 0) {
    for (const startMs of open) note(startMs, 0);
    return counts;
  }
  for (let from = 0; from < open.length; from += AT_ONCE) {
    const some = open.slice(from, from + AT_ONCE);
    await Promise.all(some.map(async (startMs) => note(startMs, await between(startMs, startMs + widthMs))));
  }
  return counts;
}

function addRemovals(
  points: readonly Point[],
  { plans }: NewestExecuted,
  { firstMs, widthMs }: { firstMs: number; widthMs: number },
): void {
  for (const { plan } of plans) {
    if (plan.result?.kind !== 'proven') continue;
    const point = points[Math.floor((Date.parse(plan.updatedAt) - firstMs) / widthMs)];
    if (point === undefined) continue;
    point.removals += 1;
    point.units += plan.result.removedQuantity;
  }
}

function forget(known: Map<string, number>, nowMs: number): void {
  for (const key of known.keys()) if (Number(key.split('/')[1]) < nowMs - LONGEST_MS) known.delete(key);
}
