import type { LockId, OrderId, PlanId, SkuId, WarehouseId } from '@holdfast/node/core/id';
import type { Instant } from '@holdfast/node/core/instant';
import type {
  HeldAs,
  KnownReservation,
  ReservationStatus,
} from '@holdfast/node/core/reservation/reservation';
import type { ClientBase, Pool } from 'pg';

export interface ReservationRow {
  lock_id: LockId;
  sku_id: SkuId;
  warehouse_id: WarehouseId;
  order_id: OrderId;
  quantity: number;
  status: ReservationStatus;
  version: number;
  expires_at: Instant | null;
  acknowledged_at: Instant | null;
  was_acknowledged: boolean;
  was_seen_open: boolean;
  invoiced_at: Instant | null;
  deducted_quantity: number;
  lost_at: Instant | null;
  plan_id: PlanId | null;
  held_as: HeldAs;
  part_of: SkuId | null;
  left_quantity: number | null;
  is_told: boolean;
}

export const RESERVATION_COLUMNS = `r.lock_id, r.sku_id, r.warehouse_id, r.order_id, r.quantity, r.status, r.version,
  r.expires_at, r.acknowledged_at, r.was_acknowledged, r.was_seen_open, r.invoiced_at, r.deducted_quantity,
  r.lost_at, r.plan_id, r.held_as, r.part_of, r.left_quantity, r.is_told`;

/** Reservations that `where` picks (`r` is the table), in the order of their keys. */
export async function readReservations(
  client: ClientBase | Pool,
  where: string,
  values: unknown[],
): Promise<KnownReservation[]> {
  const { rows } = await client.query<ReservationRow>(
    `select ${RESERVATION_COLUMNS}
     from holdfast.reservations r where ${where} order by r.order_id, r.lock_id, r.sku_id, r.warehouse_id`,
    values,
  );
  return rows.map(reservationOf);
}

export function reservationOf(row: ReservationRow): KnownReservation {
  return {
    lockId: row.lock_id,
    skuId: row.sku_id,
    warehouseId: row.warehouse_id,
    orderId: row.order_id,
    quantity: row.quantity,
    status: row.status,
    version: row.version,
    expiresAt: row.expires_at,
    acknowledgedAt: row.acknowledged_at,
    wasAcknowledged: row.was_acknowledged,
    wasSeenOpen: row.was_seen_open,
    invoicedAt: row.invoiced_at,
    deductedQuantity: row.deducted_quantity,
    lostAt: row.lost_at,
    planId: row.plan_id,
    heldAs: row.held_as,
    partOf: row.part_of,
    leftQuantity: row.left_quantity,
    isTold: row.is_told,
  };
}
