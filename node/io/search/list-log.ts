import type { Page } from '../../api/ports';
import type { LogEntryView, LogQuery } from '../../api/schemas/log';
import type { StoredLogEntry } from '../../store/sync-log';
import { LOG } from './entities';
import { keyOf, logEntryOf } from './log-document';
import { MOST_ROWS } from './master-data';
import { type NewestCursor, newestPage } from './newest-page';
import type { SearchIndex } from './search-index';
import { searchKey } from './search-key';
import { allOf, anyOf, between, type Clause, type FilterField } from './where';

type Filter = Omit<LogQuery, 'cursor' | 'limit'>;

export interface SearchedScope {
  index: SearchIndex;
  /** The workspace: Master Data is one for all workspaces of an account. */
  scope: string;
}

/** A page of the sync log, newest first, as far as Master Data has indexed it. */
export function listLog(
  { index, scope }: SearchedScope,
  query: Omit<LogQuery, 'cursor'>,
  after: NewestCursor | null,
): Promise<Page<LogEntryView, NewestCursor>> {
  const { limit, ...filter } = query;
  return newestPage({
    after,
    limit,
    async read(untilMs, from) {
      const where = logClause(scope, filter, untilMs);
      const found = await index.find(LOG, { where, order: 'newest-first', from, count: MOST_ROWS });
      const rows = found.rows.map(logEntryOf).filter((entry) => entry !== null);
      return { rows, received: found.rows.length, total: found.total };
    },
    view: async (entry) => (belongs(entry, filter) ? logViewOf(entry) : null),
  });
}

/** How many lines a filter finds; the newest hundred are enough where the answer does not say. */
export async function countLog({ index, scope }: SearchedScope, filter: Filter): Promise<number> {
  const where = logClause(scope, filter, null);
  const { rows, total } = await index.find(LOG, { where, order: 'newest-first', from: 0, count: 1 });
  return total ?? rows.length;
}

/** Late enough for every clock; a range needs both its ends. */
const LATEST_MS = Date.UTC(9000, 0);

function logClause(scope: string, filter: Filter, untilMs: number | null): Clause {
  const toMs = filter.to === undefined ? LATEST_MS : Date.parse(filter.to) - 1;
  const clauses = [
    anyOf('scope', [searchKey(scope)]),
    between(filter.from === undefined ? 0 : Date.parse(filter.from), Math.min(toMs, untilMs ?? LATEST_MS)),
  ];
  if (filter.kind) clauses.push(anyOf('kind', filter.kind));
  if (filter.outcome) clauses.push(anyOf('outcome', filter.outcome));
  const ids: [FilterField, string | undefined][] = [
    ['order', keyOf(filter.orderId)],
    ['sku', keyOf(filter.skuId)],
    ['warehouse', keyOf(filter.warehouseId)],
    ['plan', keyOf(filter.planId)],
  ];
  for (const [field, key] of ids) if (key !== undefined) clauses.push(anyOf(field, [key]));
  return allOf(clauses);
}

/** The filter decides here, on the line itself; Master Data only narrows down what is looked at. */
function belongs(entry: StoredLogEntry, filter: Filter): boolean {
  return (
    (filter.kind?.includes(entry.kind) ?? true) &&
    (filter.outcome?.includes(entry.outcome) ?? true) &&
    (filter.orderId === undefined || filter.orderId === entry.orderId) &&
    (filter.skuId === undefined || filter.skuId === entry.skuId) &&
    (filter.warehouseId === undefined || filter.warehouseId === entry.warehouseId) &&
    (filter.planId === undefined || filter.planId === entry.planId) &&
    (filter.from === undefined || entry.atMs >= Date.parse(filter.from)) &&
    (filter.to === undefined || entry.atMs < Date.parse(filter.to))
  );
}

export function logViewOf(entry: StoredLogEntry): LogEntryView {
  return {
    id: entry.id,
    at: new Date(entry.atMs).toISOString(),
    kind: entry.kind,
    outcome: entry.outcome,
    message: entry.message,
    said: entry.said ?? null,
    orderId: entry.orderId ?? null,
    skuId: entry.skuId ?? null,
    warehouseId: entry.warehouseId ?? null,
    planId: entry.planId ?? null,
    deliveryId: entry.deliveryId ?? null,
    durationMs: entry.durationMs ?? null,
    detail: entry.detail ?? null,
  };
}
