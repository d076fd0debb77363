import { z } from 'zod';
import type { CursorList } from '../../api/cursor';

const id = z.string().min(1).max(200);
const newest = z.strictObject({ atMs: z.int().min(0).max(Date.UTC(9000, 0)), id });
/** A listing's own token for its next page, which may be a file's name: two ids of 200 characters, encoded. */
const token = z.string().min(1).max(4_000);

const listing = z.strictObject({ after: token });

/**
 * Where a page begins, by list. The log and the plans go on after a row; lists made from VBase's listings go on
 * where the listing does. A token that somebody made up only names another place of the same list.
 */
export const CURSORS = {
  log: newest,
  plans: newest,
  orders: listing,
  positions: listing,
  deliveries: z.strictObject({
    folder: z.enum(['orders', 'positions', 'waiting']),
    /** The listing page's own token; null is its first page. */
    after: token.nullable(),
    /** The stream in that page to go on with, and the delivery to go on after. */
    stream: z.string().min(1).max(4_000).nullable(),
    sequence: z.int().min(0).nullable(),
  }),
};

export type IoCursor<L extends CursorList> = z.infer<(typeof CURSORS)[L]>;
export type IoCursors = { [L in CursorList]: IoCursor<L> };
