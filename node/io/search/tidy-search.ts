import { z } from 'zod';
import { FINAL } from '../../core/plan/plan-state';
import { inParallel } from '../store/in-parallel';
import { type Entity, LOG, PLANS } from './entities';
import type { SearchedScope } from './list-log';
import { MOST_ROWS } from './master-data';
import { searchKey } from './search-key';
import { SearchUnavailable } from './search-unavailable';
import { allOf, anyOf, between, type Clause } from './where';

export interface TidyOptions {
  /** Epoch ms. */
  nowMs: number;
  /** Lines and closed plans older than this are deleted; the record in VBase is not touched. */
  keepMs: number;
  /** Documents that this call may delete, of each entity. */
  limit: number;
}

export type Tidied =
  /** `isDone`: nothing older is left, as far as the index says. */
  | { kind: 'tidied'; deleted: number; isDone: boolean }
  /** Begun again with the next call. */
  | { kind: 'failed'; deleted: number; message: string };

/** Deletes old lines and closed plans, the oldest first, in short steps: for a tick, not for a request. */
export async function tidySearch(scoped: SearchedScope, options: TidyOptions): Promise<Tidied> {
  const older = [anyOf('scope', [searchKey(scoped.scope)]), between(0, options.nowMs - options.keepMs)];
  const counted = { deleted: 0 };
  try {
    const isLogDone = await deleteAll(scoped, LOG, allOf(older), options.limit, counted);
    const closed = allOf([...older, anyOf('state', FINAL)]);
    const arePlansDone = await deleteAll(scoped, PLANS, closed, options.limit, counted);
    return { kind: 'tidied', ...counted, isDone: isLogDone && arePlansDone };
  } catch (error) {
    if (!(error instanceof SearchUnavailable)) throw error;
    return { kind: 'failed', ...counted, message: error.message };
  }
}

const named = z.object({ id: z.string().min(1) });

/**
 * True when the index shows nothing more. It lags behind what was deleted: a page of which everything is gone is
 * stepped over, any other is asked for again, for what was deleted may have made room in it.
 */
async function deleteAll(
  { index }: SearchedScope,
  entity: Entity,
  where: Clause,
  limit: number,
  counted: { deleted: number },
): Promise<boolean> {
  const gone = new Set<string>();
  let from = 0;
  while (gone.size < limit) {
    const { rows } = await index.find(entity, { where, order: 'oldest-first', from, count: MOST_ROWS });
    if (rows.length === 0) return true;
    const fresh = rows
      .flatMap((row) => named.safeParse(row).data?.id ?? [])
      .filter((id) => !gone.has(id))
      .slice(0, limit - gone.size);
    await inParallel(fresh, async (id) => {
      await index.remove(entity, id);
      gone.add(id);
      counted.deleted += 1;
    });
    if (fresh.length === 0) from += rows.length;
  }
  return false;
}
