import type { ApiQueries, Page } from '@holdfast/node/api/ports';
import type { DeliveryView } from '@holdfast/node/api/schemas/delivery';
import type { CursorOf } from './cursors';
import { DELIVERY_VIEW_COLUMNS, type DeliveryViewRow, deliveryViewOf } from './delivery-view';
import { conditionsFor, pageOf, type Reader } from './query-parts';

type DeliveryQuery = Parameters<ApiQueries['deliveries']>[0];

/** A page of deliveries, the one recorded last first; `sequence` never changes, so pages stay where they are. */
export async function listDeliveries(
  pool: Reader,
  account: string,
  query: DeliveryQuery,
  after: CursorOf<'deliveries'> | null,
): Promise<Page<DeliveryView, CursorOf<'deliveries'>>> {
  const { text, values } = deliveryPageQuery(account, query, after);
  const { rows } = await pool.query<DeliveryViewRow>(text, values);
  return pageOf(rows, query.limit, deliveryViewOf, (row) => ({ sequence: row.sequence }));
}

/** Apart from its use, so that a test can ask PostgreSQL how it would run it. */
export function deliveryPageQuery(
  account: string,
  query: DeliveryQuery,
  after: CursorOf<'deliveries'> | null,
) {
  const where = conditionsFor(account);
  where.when(query.stream, (value) => `stream = ${value}`);
  where.when(query.orderId, (value) => `order_id = ${value}`);
  where.when(query.state, (value) => `state = any(${value})`);
  where.when(after?.sequence, (value) => `sequence < ${value}::bigint`);
  const text = `select ${DELIVERY_VIEW_COLUMNS} from holdfast.deliveries where account = $1${where.sql()}
    order by sequence desc limit ${where.bind(query.limit + 1)}`;
  return { text, values: where.values };
}
