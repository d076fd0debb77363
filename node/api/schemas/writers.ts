import { z } from 'zod';
import { count, text } from './fields';

/** How a write came: through the gate, to VTEX as it was, or past Holdfast. */
const writeMode = z.enum(['guard', 'shadow', 'past']);

export const writersQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(30).default(7),
});

export const writeSum = z.object({
  day: z.iso.date(),
  writer: text.nullable().meta({ description: 'A caller of the gateway; null: not through Holdfast' }),
  mode: writeMode,
  skuId: text,
  writes: count,
  discardedUnits: count.meta({ description: 'Units of open reservations that the writes discarded' }),
});

export const writers = z.object({
  writes: z
    .array(writeSum)
    .meta({ description: 'The newest day first, then the most discarded units; 1,000 at most' }),
});

export type WriteSum = z.infer<typeof writeSum>;
