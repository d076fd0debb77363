import { z } from 'zod';
import { type Instant, parseInstant } from '../../core/instant';

/** Ids arrive as text, now and then as numbers. Never trimmed or folded: they compare exactly. */
export const id = z.union([z.string().min(1), z.number().int().transform(String)]);

/** Null when absent, null or empty. */
export const optionalText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((text) => (text ? text : null));

/** Seven digits kept; absent, unreadable and `0001-01-01` are null. */
export const instant = z
  .unknown()
  .optional()
  .transform((text): Instant | null => parseInstant(text));

export const quantity = z.number().int();

/** A list that may be absent or null. */
export function listOf<S extends z.ZodType>(item: S) {
  return z
    .array(item)
    .nullish()
    .transform((items): z.output<S>[] => items ?? []);
}
