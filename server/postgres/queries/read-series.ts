import type { Series } from '@holdfast/node/api/schemas/series';
import { seriesBuckets } from '@holdfast/node/api/series-buckets';
import { FINAL } from '@holdfast/node/core/plan/plan-state';
import { words } from '../store/words';
import type { Reader } from './query-parts';

type Point = Series['points'][number];
type Numbers = Omit<Point, 'at'>;

interface SeriesRow {
  at: Date;
  events: number;
  removals: number;
  units: number;
  errors: number;
}

/** A row's time is when its transaction began: a bucket that ended so long ago gets no more of them. */
const FINISHED_AFTER_MS = 60_000;

/**
 * Events, removals and errors over time. What a finished bucket held does not change, so it is counted once and
 * remembered: a panel that polls reads the last minutes, not the whole week each time. (Rows that retention drops
 * stay in what is remembered until the process ends; the buckets reach back a week at most.)
 */
export function createSeriesReader(
  pool: Reader,
  account: string,
  now: () => number,
): (hours: number) => Promise<Series> {
  const finished = new Map<string, Numbers>();
  return async (hours) => {
    const nowMs = now();
    const { bucketSeconds, startsMs } = seriesBuckets(hours, nowMs);
    const [oldestMs = nowMs] = startsMs;
    const keyOf = (startMs: number) => `${bucketSeconds}/${startMs}`;
    const fromMs = startsMs.find((startMs) => !finished.has(keyOf(startMs))) ?? oldestMs;
    const fresh = await countSince(pool, account, bucketSeconds, fromMs);
    const points = startsMs.map((startMs): Point => {
      const numbers = finished.get(keyOf(startMs)) ?? fresh.get(startMs) ?? NOTHING;
      const endMs = startMs + bucketSeconds * 1_000;
      if (endMs + FINISHED_AFTER_MS < nowMs) finished.set(keyOf(startMs), numbers);
      return { at: new Date(startMs).toISOString(), ...numbers };
    });
    forget(finished, nowMs);
    return { bucketSeconds, points };
  };
}

const NOTHING: Numbers = { events: 0, removals: 0, units: 0, errors: 0 };
const LONGEST_MS = 169 * 3_600_000;

function forget(finished: Map<string, Numbers>, nowMs: number): void {
  for (const key of finished.keys()) {
    if (Number(key.split('/')[1]) < nowMs - LONGEST_MS) finished.delete(key);
  }
}

async function countSince(
  pool: Reader,
  account: string,
  bucketSeconds: number,
  fromMs: number,
): Promise<Map<number, Numbers>> {
  const { rows } = await pool.query<SeriesRow>(SERIES, [account, new Date(fromMs), bucketSeconds]);
  return new Map(rows.map(({ at, ...numbers }) => [at.getTime(), numbers]));
}

const BUCKET = (column: string) =>
  `date_bin(make_interval(secs => $3::int), ${column}, '1970-01-01T00:00:00Z'::timestamptz)`;

export const SERIES = `
  select at, sum(events)::int as events, sum(removals)::int as removals, sum(units)::int as units,
         sum(errors)::int as errors
  from (
    select ${BUCKET('at')} as at, count(*) as events, 0 as removals, 0 as units, 0 as errors
      from holdfast.sync_log where account = $1 and at >= $2 and kind = 'notification' group by 1
    union all
    select ${BUCKET('at')}, 0, 0, 0, count(*)
      from holdfast.sync_log where account = $1 and at >= $2 and outcome in ('failed', 'parked') group by 1
    union all
    select ${BUCKET('updated_at')}, 0, count(*), sum((result ->> 'removedQuantity')::int), 0
      from holdfast.plans
      where account = $1 and updated_at >= $2 and state in ${words(FINAL)} and state = 'executed'
        and result ->> 'kind' = 'proven' group by 1
  ) as counted group by at`;
