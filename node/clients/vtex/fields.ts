import { z } from 'zod';
import { asLockId, asOrderId, asSkuId, asWarehouseId } from '../../core/id';
import { type Instant, parseInstant } from '../../core/instant';

/** Ids arrive as text, now and then as numbers. Never trimmed or folded: they compare exactly. */
const id = z.union([z.string().min(1), z.number().int().transform(String)]);
export const skuId = id.transform(asSkuId);
export const warehouseId = id.transform(asWarehouseId);
export const lockId = id.transform(asLockId);
export const orderId = id.transform(asOrderId);

/** Null when absent, null or empty. */
export const optionalText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((text) => (text ? text : null));

export const optionalLockId = optionalText.transform((text) => (text === null ? null : asLockId(text)));
export const optionalWarehouseId = optionalText.transform((text) =>
  text === null ? null : asWarehouseId(text),
);

/** Seven digits kept; absent, unreadable and `0001-01-01` are null. */
export const instant = z
  .unknown()
  .optional()
  .transform((text): Instant | null => parseInstant(text));

/**
 * As `instant`, for the one that decides: a text that is there and cannot be read spoils the answer. Taken for
 * "did not happen", it would hide an acknowledged reservation from the gate, and an update drawn without it
 * could release it.
 */
export const decisiveInstant = z
  .unknown()
  .optional()
  .transform((text, ctx): Instant | null => {
    const read = parseInstant(text);
    if (read !== null || text === undefined || text === null || text === '') return read;
    if (typeof text === 'string' && text.startsWith('0001-')) return null;
    ctx.addIssue('not an instant');
    return z.NEVER;
  });

export const quantity = z.number().int();

/** Far more than a list has that we ask VTEX for. */
const MOST_ENTRIES = 20_000;

/**
 * A list that may be absent or null. One that is too long is refused before any of it is read: reading it, and working
 * with it, would hold up everything else.
 */
export function listOf<S extends z.ZodType>(item: S, most = MOST_ENTRIES) {
  const bounded = z.unknown().superRefine((given, ctx) => {
    if (Array.isArray(given) && given.length > most)
      ctx.addIssue(`${given.length} entries, over ${most} are not read`);
  });
  return bounded
    .optional()
    .pipe(z.array(item).nullish())
    .transform((items): z.output<S>[] => items ?? []);
}
