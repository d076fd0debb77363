import type { OrderDetail } from '@holdfast/node/api/schemas/order';
import type { ReservationChangeView } from '@holdfast/node/api/schemas/reservation';
import type { LockId, OrderId, SkuId, WarehouseId } from '@holdfast/node/core/id';
import type { Order } from '@holdfast/node/core/order/order';
import type { Pool } from 'pg';
import { readReservations } from '../store/reservation-row';
import { DELIVERY_VIEW_COLUMNS, type DeliveryViewRow, deliveryViewOf } from './delivery-view';
import { listLog } from './list-log';

const LOG_LINES = 200;

/** Everything about one order; null when it was never read. */
export async function orderDetail(
  pool: Pool,
  account: string,
  orderId: OrderId,
): Promise<OrderDetail | null> {
  const { rows } = await pool.query<{ reading: Order; is_over: boolean; read_at: Date }>(
    'select reading, is_over, read_at from holdfast.orders where account = $1 and order_id = $2',
    [account, orderId],
  );
  const [order] = rows;
  if (!order) return null;
  const [reservations, changes, deliveries, log] = await Promise.all([
    readReservations(pool, 'r.account = $1 and r.order_id = $2', [account, orderId]),
    readChanges(pool, account, orderId),
    readDeliveries(pool, account, orderId),
    listLog(pool, account, { orderId, limit: LOG_LINES }, null),
  ]);
  return {
    orderId,
    isOver: order.is_over,
    readAt: order.read_at.toISOString(),
    reading: order.reading,
    reservations,
    changes,
    deliveries,
    log: log.rows,
  };
}

interface ChangeRow {
  lock_id: LockId;
  sku_id: SkuId;
  warehouse_id: WarehouseId;
  version: number;
  quantity: number;
  status: ReservationChangeView['status'];
  previous_status: ReservationChangeView['previousStatus'];
  expires_at: string | null;
  occurred_at: string;
  recorded_at: Date;
}

async function readChanges(pool: Pool, account: string, orderId: OrderId): Promise<ReservationChangeView[]> {
  const { rows } = await pool.query<ChangeRow>(
    `select lock_id, sku_id, warehouse_id, version, quantity, status, previous_status, expires_at, occurred_at, recorded_at
     from holdfast.reservation_changes where account = $1 and order_id = $2
     order by recorded_at, lock_id, sku_id, warehouse_id, version limit 1000`,
    [account, orderId],
  );
  return rows.map((row) => ({
    lockId: row.lock_id,
    skuId: row.sku_id,
    warehouseId: row.warehouse_id,
    version: row.version,
    quantity: row.quantity,
    status: row.status,
    previousStatus: row.previous_status,
    expiresAt: row.expires_at,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at.toISOString(),
  }));
}

async function readDeliveries(pool: Pool, account: string, orderId: OrderId) {
  const { rows } = await pool.query<DeliveryViewRow>(
    `select ${DELIVERY_VIEW_COLUMNS} from holdfast.deliveries where account = $1 and order_id = $2 order by sequence limit 1000`,
    [account, orderId],
  );
  return rows.map(deliveryViewOf);
}
