import type { ApiQueries } from '@holdfast/node/api/ports';
import type { LogEntryView } from '@holdfast/node/api/schemas/log';
import type { OrderId, PlanId, SkuId, WarehouseId } from '@holdfast/node/core/id';
import type { CursorOf } from './cursors';
import { type Conditions, conditionsFor, microTime, pageOf, type Reader } from './query-parts';

interface LogRow {
  id: string;
  at: Date;
  cursor_at: string;
  kind: LogEntryView['kind'];
  outcome: LogEntryView['outcome'];
  message: string;
  said: LogEntryView['said'];
  order_id: OrderId | null;
  sku_id: SkuId | null;
  warehouse_id: WarehouseId | null;
  plan_id: PlanId | null;
  delivery_id: string | null;
  duration_ms: number | null;
  detail: Record<string, unknown> | null;
}

type LogQuery = Parameters<ApiQueries['log']>[0];

/** Rows of these outcomes are nearly all: they have no index of their own. */
const ORDINARY = new Set<LogEntryView['outcome']>(['ok', 'nothing']);

/**
 * A page of the sync log, newest first. Pages are cut by (at, id), so rows that arrive while somebody reads
 * neither repeat nor shift what follows.
 *
 * Each filter walks an index backwards and stops after one page: an order's, a position's or a plan's own;
 * else, for each kind or outcome that was asked for, the index of that kind or outcome, merged.
 */
export async function listLog(
  pool: Reader,
  account: string,
  query: LogQuery,
  after: CursorOf<'log'> | null,
): Promise<{ rows: LogEntryView[]; next: CursorOf<'log'> | null }> {
  const { text, values } = logPageQuery(account, query, after);
  const { rows } = await pool.query<LogRow>(text, values);
  return pageOf(rows, query.limit, viewOf, (row) => ({ at: row.cursor_at, id: row.id }));
}

/** Apart from its use, so that a test can ask PostgreSQL how it would run it. */
export function logPageQuery(account: string, query: LogQuery, after: CursorOf<'log'> | null) {
  const where = conditionsFor(account);
  where.when(query.orderId, (value) => `order_id = ${value}`);
  where.when(query.skuId, (value) => `sku_id = ${value}`);
  where.when(query.warehouseId, (value) => `warehouse_id = ${value}`);
  where.when(query.planId, (value) => `plan_id = ${value}`);
  where.when(query.from, (value) => `at >= ${value}::timestamptz`);
  where.when(query.to, (value) => `at < ${value}::timestamptz`);
  where.when(after?.at, (at) => `(at, id) < (${at}::timestamptz, ${where.bind(after?.id)}::bigint)`);
  const branches = branchesOf(query, where);
  const limit = where.bind(query.limit + 1);
  const order = `order by at desc, id desc limit ${limit}`;
  const selects = branches.map((branch) => `(${SELECT}${where.sql()}${branch} ${order})`);
  const [only] = selects;
  const page =
    selects.length === 1 && only
      ? only.slice(1, -1)
      : `select * from (${selects.join(' union all ')}) as l ${order}`;
  return {
    text: `select l.*, ${microTime('l.at')} as cursor_at from (${page}) as l ${order}`,
    values: where.values,
  };
}

const SELECT = `select id, at, kind, outcome, message, said, order_id, sku_id, warehouse_id, plan_id, delivery_id, duration_ms, detail
  from holdfast.sync_log where account = $1`;

/** One condition per index to walk. */
function branchesOf(query: LogQuery, where: Conditions): string[] {
  const { kind: kinds, outcome: outcomes } = query;
  const hasOwnIndex = query.orderId ?? query.skuId ?? query.planId;
  if (
    hasOwnIndex === undefined &&
    outcomes !== undefined &&
    !outcomes.some((outcome) => ORDINARY.has(outcome))
  ) {
    where.when(kinds, (value) => `kind = any(${value})`);
    return unique(outcomes).map((outcome) => ` and outcome = ${where.bind(outcome)}`);
  }
  where.when(outcomes, (value) => `outcome = any(${value})`);
  if (hasOwnIndex === undefined && kinds !== undefined) {
    return unique(kinds).map((kind) => ` and kind = ${where.bind(kind)}`);
  }
  where.when(kinds, (value) => `kind = any(${value})`);
  return [''];
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function viewOf(row: LogRow): LogEntryView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    outcome: row.outcome,
    message: row.message,
    said: row.said,
    orderId: row.order_id,
    skuId: row.sku_id,
    warehouseId: row.warehouse_id,
    planId: row.plan_id,
    deliveryId: row.delivery_id,
    durationMs: row.duration_ms,
    detail: row.detail,
  };
}
