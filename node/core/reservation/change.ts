import type { Instant } from '../instant';
import {
  type KnownReservation,
  type ReservationChange,
  type ReservationStatus,
  toldQuantity,
} from './reservation';

/** The step as recorded and told; `reservation` already carries the new status and version. */
export function changeOf(
  reservation: KnownReservation,
  previousStatus: ReservationStatus | null,
  occurredAt: Instant,
): ReservationChange {
  const { lockId, skuId, warehouseId, orderId, status, version, expiresAt } = reservation;
  return {
    lockId,
    skuId,
    warehouseId,
    orderId,
    quantity: toldQuantity(reservation),
    status,
    previousStatus,
    version,
    expiresAt,
    occurredAt,
  };
}
