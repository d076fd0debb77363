import type { Instant } from '../instant';
import type { KnownReservation, ReservationChange, ReservationStatus } from './reservation';

/** The step as recorded and told; `reservation` already carries the new status and version. */
export function changeOf(
  reservation: KnownReservation,
  previousStatus: ReservationStatus | null,
  occurredAt: Instant,
): ReservationChange {
  const { lockId, skuId, warehouseId, orderId, quantity, status, version, expiresAt } = reservation;
  return {
    lockId,
    skuId,
    warehouseId,
    orderId,
    quantity,
    status,
    previousStatus,
    version,
    expiresAt,
    occurredAt,
  };
}
