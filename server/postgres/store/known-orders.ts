import type { LockId, OrderId } from '@holdfast/node/core/id';
import type { Order } from '@holdfast/node/core/order/order';
import type { KnownOrder } from '@holdfast/node/store/store';
import type { ClientBase, Pool } from 'pg';
import { RESERVATION_COLUMNS, type ReservationRow, reservationOf } from './reservation-row';

/** What is recorded of an order, or null. */
export async function readKnownOrder(
  client: ClientBase | Pool,
  account: string,
  orderId: OrderId,
): Promise<KnownOrder | null> {
  return (await readKnownOrders(client, account, [orderId])).get(orderId) ?? null;
}

interface OrderRow extends Nullable<ReservationRow> {
  known_id: OrderId;
  reading: Order;
  read_at: Date;
}

/** A left join: an order may have no reservation. */
type Nullable<T> = { [K in keyof T]: T[K] | null };

/** Recorded orders by id; one statement, so that an order and its reservations are of one moment. */
export async function readKnownOrders(
  client: ClientBase | Pool,
  account: string,
  orderIds: readonly OrderId[],
): Promise<Map<OrderId, KnownOrder>> {
  if (orderIds.length === 0) return new Map();
  const { rows } = await client.query<OrderRow>(
    `select o.order_id as known_id, o.reading, o.read_at, ${RESERVATION_COLUMNS}
     from holdfast.orders o
     left join holdfast.reservations r on r.account = o.account and r.order_id = o.order_id
     where o.account = $1 and o.order_id = any($2) order by r.lock_id, r.sku_id, r.warehouse_id`,
    [account, orderIds],
  );
  const orders = new Map<OrderId, KnownOrder>();
  for (const row of rows) {
    const known = orders.get(row.known_id) ?? {
      order: row.reading,
      readAtMs: row.read_at.getTime(),
      reservations: [],
    };
    if (isReservation(row)) known.reservations.push(reservationOf(row));
    orders.set(row.known_id, known);
  }
  return orders;
}

function isReservation<T extends Nullable<ReservationRow>>(row: T): row is T & ReservationRow {
  return row.lock_id !== null;
}

/** Recorded orders by the locks they hold, in the order of their ids; a lock nobody recorded is absent. */
export async function readKnownOrdersByLock(
  pool: Pool,
  account: string,
  lockIds: readonly LockId[],
): Promise<Map<LockId, KnownOrder[]>> {
  if (lockIds.length === 0) return new Map();
  const { rows } = await pool.query<{ lock_id: LockId; order_id: OrderId }>(
    `select distinct lock_id, order_id from holdfast.reservations where account = $1 and lock_id = any($2)
     order by order_id`,
    [account, lockIds],
  );
  const orders = await readKnownOrders(pool, account, [...new Set(rows.map((row) => row.order_id))]);
  const byLock = new Map<LockId, KnownOrder[]>();
  for (const row of rows) {
    const known = orders.get(row.order_id);
    if (known) byLock.set(row.lock_id, [...(byLock.get(row.lock_id) ?? []), known]);
  }
  return byLock;
}
