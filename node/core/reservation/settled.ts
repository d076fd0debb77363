import type { Order } from '../order/order';
import type { Position } from '../position';
import { distinctPositions } from './derive';
import type { KnownReservation } from './reservation';

/**
 * Whether VTEX's stock may still have to change because of a reservation that is settled.
 *
 * | recorded | why |
 * |---|---|
 * | invoiced | its goods left, the total still holds them |
 * | canceled after it was acknowledged, not yet released by a plan | VTEX keeps it until somebody updates |
 * | canceled after it was lost and repaired | its units were taken out and come back |
 *
 * Canceled before that, VTEX lets it go by itself: planning each of those would cost two calls for nothing. The
 * sweep finds the rare one that stayed.
 */
export function isSettledNotRemoved(reservation: KnownReservation): boolean {
  if (reservation.status === 'invoiced') return true;
  if (reservation.status !== 'canceled') return false;
  if (reservation.lostAt !== null) return reservation.deductedQuantity > 0;
  const acknowledged = reservation.wasAcknowledged || reservation.acknowledgedAt !== null;
  return acknowledged && reservation.planId === null;
}

export function settledNotRemoved(reservations: readonly KnownReservation[]): KnownReservation[] {
  return reservations.filter(isSettledNotRemoved);
}

/** The positions worth planning after the order was recorded: its settled reservations', and their kit parts'. */
export function positionsToPlan(order: Order, reservations: readonly KnownReservation[]): Position[] {
  return distinctPositions(
    settledNotRemoved(reservations).flatMap((reservation) => [
      { skuId: reservation.skuId, warehouseId: reservation.warehouseId },
      ...partPositions(order, reservation),
    ]),
  );
}

function partPositions(order: Order, { lockId, skuId, warehouseId }: KnownReservation): Position[] {
  return order.lines
    .filter((line) => line.lockId === lockId && line.skuId === skuId)
    .flatMap((line) => line.allocations.filter((allocation) => allocation.warehouseId === warehouseId))
    .flatMap((allocation) => allocation.kitParts.map((part) => ({ skuId: part.skuId, warehouseId })));
}
