import type { Instant, ReservationStatus } from './words';

export interface Reservation {
  orderId: string;
  lockId: string;
  skuId: string;
  warehouseId: string;
  quantity: number;
  /** Under its LockId; nowhere; or, for a kit, under the SKUs of its parts. */
  heldAs: 'lock' | 'none' | 'parts';
  /** The SKU of the kit that it is a part of. */
  partOf: string | null;
  /** Units that left, counted from the order, once invoiced. */
  leftQuantity: number | null;
  status: ReservationStatus;
  version: number;
  /** The ERP hears of it. */
  isTold: boolean;
  expiresAt: Instant | null;
  acknowledgedAt: Instant | null;
  invoicedAt: Instant | null;
  deductedQuantity: number;
  lostAt: Instant | null;
  planId: string | null;
}

export interface ReservationChange {
  lockId: string;
  skuId: string;
  warehouseId: string;
  version: number;
  quantity: number;
  status: ReservationStatus;
  previousStatus: ReservationStatus | null;
  expiresAt: Instant | null;
  occurredAt: Instant;
  recordedAt: string;
}
