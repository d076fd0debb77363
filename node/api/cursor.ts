import { z } from 'zod';

export type CursorList = 'log' | 'orders' | 'positions' | 'plans' | 'deliveries';

/** The row after which a page begins, by list: what it holds is the host's, for only the host orders its lists. */
export type CursorRows = Record<CursorList, unknown>;
export type CursorOf<L extends CursorList> = CursorRows[L];

/** How a host knows its own cursors again: whatever else comes back is refused. */
export type CursorShapes<Rows extends CursorRows> = { readonly [L in CursorList]: z.ZodType<Rows[L]> };

const envelope = z.strictObject({ list: z.string(), row: z.unknown() });

/** Opaque to callers: what a page is ordered by is ours to change. */
export function encodeCursor(list: CursorList, row: unknown): string {
  return Buffer.from(JSON.stringify({ list, row })).toString('base64url');
}

/** `bad` for anything this list, on this host, did not hand out itself. */
export function decodeCursor<Row>(
  list: CursorList,
  shape: z.ZodType<Row>,
  text: string | undefined,
): { kind: 'ok'; row: Row | null } | { kind: 'bad' } {
  if (text === undefined) return { kind: 'ok', row: null };
  const outer = envelope.safeParse(jsonOf(text));
  if (!outer.success || outer.data.list !== list) return { kind: 'bad' };
  const row = shape.safeParse(outer.data.row);
  return row.success ? { kind: 'ok', row: row.data } : { kind: 'bad' };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
