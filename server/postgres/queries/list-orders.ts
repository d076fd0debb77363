import type { ApiQueries, Page } from '@holdfast/node/api/ports';
import type { OrderPage } from '@holdfast/node/api/schemas/order';
import type { ByStatus } from '@holdfast/node/api/schemas/reservation';
import type { OrderId } from '@holdfast/node/core/id';
import type { CursorOf } from './cursors';
import { conditionsFor, microTime, pageOf, type Reader } from './query-parts';

interface OrderRow {
  order_id: OrderId;
  status: string | null;
  is_over: boolean;
  read_at: Date;
  cursor_at: string;
  by_status: ByStatus;
}

type OrderQuery = Parameters<ApiQueries['orders']>[0];
type OrderSummary = OrderPage['orders'][number];

/** A page of orders, the one read last first. An order read again moves to the front and leaves no gap. */
export async function listOrders(
  pool: Reader,
  account: string,
  query: OrderQuery,
  after: CursorOf<'orders'> | null,
): Promise<Page<OrderSummary, CursorOf<'orders'>>> {
  const { text, values } = orderPageQuery(account, query, after);
  const { rows } = await pool.query<OrderRow>(text, values);
  return pageOf(rows, query.limit, viewOf, (row) => ({ readAt: row.cursor_at, orderId: row.order_id }));
}

/** Apart from its use, so that a test can ask PostgreSQL how it would run it. */
export function orderPageQuery(account: string, query: OrderQuery, after: CursorOf<'orders'> | null) {
  const where = conditionsFor(account);
  where.when(query.status, (value) => `status = any(${value})`);
  where.when(query.isOver, (value) => `is_over = ${value}::boolean`);
  where.when(
    after?.readAt,
    (value) => `(read_at, order_id) < (${value}::timestamptz, ${where.bind(after?.orderId)})`,
  );
  const text = `
    select o.*, ${microTime('o.read_at')} as cursor_at, coalesce(s.by_status, '{}') as by_status from (
      select order_id, status, is_over, read_at from holdfast.orders where account = $1${where.sql()}
      order by read_at desc, order_id desc limit ${where.bind(query.limit + 1)}) as o
    left join lateral (
      select jsonb_object_agg(status, n) as by_status from (
        select status, count(*) as n from holdfast.reservations r where r.account = $1 and r.order_id = o.order_id
        group by status) as c) as s on true
    order by o.read_at desc, o.order_id desc`;
  return { text, values: where.values };
}

function viewOf(row: OrderRow): OrderSummary {
  return {
    orderId: row.order_id,
    status: row.status,
    isOver: row.is_over,
    readAt: row.read_at.toISOString(),
    reservations: row.by_status,
  };
}
