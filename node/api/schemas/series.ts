import { z } from 'zod';
import { count, time, units } from './fields';

/** A week of hours at most. */
export const seriesQuery = z.strictObject({ hours: z.coerce.number().int().min(1).max(168).default(24) });

const point = z.object({
  at: time.meta({ description: 'Where the bucket begins; the last one is still filling' }),
  events: count.meta({ description: 'Notifications taken in, by hook, feed or sweep' }),
  removals: count.meta({ description: 'Updates executed and proven by the read-back' }),
  units: units.meta({ description: 'Units those updates took out of the total' }),
  errors: count.meta({ description: 'Lines of the sync log with outcome failed or parked' }),
});

export const series = z.object({
  bucketSeconds: count,
  points: z.array(point).meta({ description: 'Oldest first, without gaps: an empty bucket is all zeros' }),
});

export type Series = z.infer<typeof series>;
