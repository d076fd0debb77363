import type { Instant, ReservationStatus } from './words';

export interface Reservation {
  orderId: string;
  lockId: string;
  skuId: string;
  warehouseId: string;
  quantity: number;
  status: ReservationStatus;
  version: number;
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
