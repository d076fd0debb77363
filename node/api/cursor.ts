import { z } from 'zod';

/** Microseconds, as PostgreSQL has them: two rows of one millisecond must not be confused. */
const microTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
const serial = z.string().regex(/^\d{1,18}$/);
const id = z.string().min(1).max(200);

/** The row after which a page begins, by list. */
export const CURSORS = {
  log: z.strictObject({ at: microTime, id: serial }),
  orders: z.strictObject({ readAt: microTime, orderId: id }),
  positions: z.strictObject({ skuId: id, warehouseId: id }),
  plans: z.strictObject({ sequence: serial }),
  deliveries: z.strictObject({ sequence: serial }),
};

export type CursorList = keyof typeof CURSORS;
export type CursorOf<L extends CursorList> = z.infer<(typeof CURSORS)[L]>;

const envelope = z.strictObject({ list: z.string(), row: z.unknown() });

/** Opaque to callers: what a page is ordered by is ours to change. */
export function encodeCursor<L extends CursorList>(list: L, row: CursorOf<L>): string {
  return Buffer.from(JSON.stringify({ list, row })).toString('base64url');
}

/** `bad` for anything this list did not hand out itself. */
export function decodeCursor<L extends CursorList>(
  list: L,
  text: string | undefined,
): { kind: 'ok'; row: CursorOf<L> | null } | { kind: 'bad' } {
  if (text === undefined) return { kind: 'ok', row: null };
  const outer = envelope.safeParse(jsonOf(text));
  if (!outer.success || outer.data.list !== list) return { kind: 'bad' };
  const row = CURSORS[list].safeParse(outer.data.row);
  return row.success ? { kind: 'ok', row: row.data as CursorOf<L> } : { kind: 'bad' };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
