/** Widths of a bucket, in seconds. Each divides the next-longer natural unit, so that buckets begin on round times. */
const WIDTHS = [120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400] as const;
const MOST_POINTS = 48;

export interface SeriesBuckets {
  bucketSeconds: number;
  /** Epoch ms, oldest first; the last one holds the present moment. */
  startsMs: number[];
}

/** Cuts the last hours into 24 to 48 buckets that begin on round times, so that two readings cut them alike. */
export function seriesBuckets(hours: number, nowMs: number): SeriesBuckets {
  const bucketSeconds = WIDTHS.find((width) => (hours * 3_600) / width <= MOST_POINTS) ?? WIDTHS[7];
  const widthMs = bucketSeconds * 1_000;
  const length = Math.ceil((hours * 3_600_000) / widthMs);
  const lastMs = Math.floor(nowMs / widthMs) * widthMs;
  return {
    bucketSeconds,
    startsMs: Array.from({ length }, (_, index) => lastMs - (length - 1 - index) * widthMs),
  };
}
