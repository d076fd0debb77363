import { z } from 'zod';
import { logKind, logOutcome } from '../../api/schemas/log';
import { said } from '../../api/schemas/said';
import { asOrderId, asPlanId, asSkuId, asWarehouseId } from '../../core/id';
import type { StoredLogEntry } from '../../store/sync-log';
import { searchKey } from './search-key';

/** Longer lines lose their detail: the index is for finding them, the record keeps them whole. */
const LONGEST = 16_000;

const stored = z.object({
  id: z.string(),
  atMs: z.number(),
  kind: logKind,
  outcome: logOutcome,
  message: z.string(),
  // One that cannot be read, of another version say, must not take the line with it.
  said: said.nullish().catch(null),
  orderId: z.string().transform(asOrderId).nullish(),
  skuId: z.string().transform(asSkuId).nullish(),
  warehouseId: z.string().transform(asWarehouseId).nullish(),
  planId: z.string().transform(asPlanId).nullish(),
  deliveryId: z.string().nullish(),
  durationMs: z.number().nullish(),
  detail: z.record(z.string(), z.unknown()).nullish(),
});

/** Id and fields of a line. The same line always has the same: written twice, it is there once. */
export function logDocument(scope: string, entry: StoredLogEntry): { id: string; fields: object } {
  const { id, atMs, kind, outcome, orderId, skuId, warehouseId, planId } = entry;
  return {
    id: searchKey(`${scope}/${id}`),
    fields: {
      scope: searchKey(scope),
      at: new Date(atMs).toISOString(),
      kind,
      outcome,
      order: keyOf(orderId),
      sku: keyOf(skuId),
      warehouse: keyOf(warehouseId),
      plan: keyOf(planId),
      entry: textOf(entry),
    },
  };
}

/** Null for a document that is not one of ours. */
export function logEntryOf(row: unknown): StoredLogEntry | null {
  return entryOf(row, stored);
}

const document = z.object({ entry: z.string() });

/** What a document says of itself, in the shape that was asked for. */
export function entryOf<T>(row: unknown, shape: z.ZodType<T>): T | null {
  const outer = document.safeParse(row);
  if (!outer.success) return null;
  try {
    const inner = shape.safeParse(JSON.parse(outer.data.entry));
    return inner.success ? inner.data : null;
  } catch {
    return null;
  }
}

export function keyOf(text: string | null | undefined): string | undefined {
  return text === null || text === undefined ? undefined : searchKey(text);
}

/** Only the fields of a line: what else an object may carry stays where it is. */
function textOf(entry: StoredLogEntry): string {
  const known = stored.parse(entry);
  const text = JSON.stringify(known);
  return text.length <= LONGEST ? text : JSON.stringify({ ...known, detail: null });
}
