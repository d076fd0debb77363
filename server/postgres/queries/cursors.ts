import type { CursorList } from '@holdfast/node/api/cursor';
import { z } from 'zod';

/** Microseconds, as PostgreSQL has them: two rows of one millisecond must not be confused. */
const microTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  .refine(isRealTime);

/** The thirtieth of February has the right form, and is none to PostgreSQL. */
function isRealTime(text: string): boolean {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 19));
}
const serial = z.string().regex(/^\d{1,18}$/);
const id = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u);

/** The row after which a page begins, by list: each is a row of the index that the list walks. */
export const CURSORS = {
  log: z.strictObject({ at: microTime, id: serial }),
  orders: z.strictObject({ readAt: microTime, orderId: id }),
  positions: z.strictObject({ skuId: id, warehouseId: id }),
  plans: z.strictObject({ sequence: serial }),
  deliveries: z.strictObject({ sequence: serial }),
};

export type PostgresCursors = { [L in CursorList]: CursorOf<L> };
export type CursorOf<L extends CursorList> = z.infer<(typeof CURSORS)[L]>;
