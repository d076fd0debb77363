import type { Order } from '../order/order';
import { orderStatusMeaning } from '../order/order-status';
import type { Position } from '../position';
import { distinctPositions } from '../position';
import { isUnderWay, type KnownReservation } from './reservation';

/**
 * Whether VTEX's stock may still have to change because of a reservation that is settled.
 *
 * | recorded | why |
 * |---|---|
 * | invoiced | its goods left, the total still holds them |
 * | canceled after it was acknowledged, not yet released by a plan | VTEX keeps it until somebody updates |
 * | canceled after it was lost and repaired, or set aside by a count | its units were taken out and come back |
 *
 * Never a kit that VTEX reserves under its parts: those stand for themselves.
 *
 * Canceled before that, VTEX lets it go by itself: planning each of those would cost two calls for nothing. The
 * sweep finds the rare one that stayed.
 */
export function isSettledNotRemoved(reservation: KnownReservation): boolean {
  if (reservation.heldAs === 'parts') return false;
  if (reservation.status === 'invoiced') return true;
  if (reservation.status !== 'canceled') return false;
  if (reservation.deductedQuantity > 0) return true;
  if (reservation.lostAt !== null) return false;
  const acknowledged = reservation.wasAcknowledged || reservation.acknowledgedAt !== null;
  return acknowledged && reservation.planId === null && reservation.heldAs === 'lock';
}

export function settledNotRemoved(reservations: readonly KnownReservation[]): KnownReservation[] {
  return reservations.filter(isSettledNotRemoved);
}

/**
 * The positions worth planning after the order was recorded: those of its settled reservations, and of an order that
 * was canceled after a part of it was invoiced, since a person has to be asked.
 */
export function positionsToPlan(
  order: Pick<Order, 'status'>,
  reservations: readonly KnownReservation[],
): Position[] {
  const isCanceled = orderStatusMeaning(order.status).implies === 'canceled';
  const undone = reservations.filter(
    ({ status, heldAs }) => isCanceled && isUnderWay(status) && heldAs === 'lock',
  );
  return distinctPositions(
    [...settledNotRemoved(reservations), ...undone].map(({ skuId, warehouseId }) => ({ skuId, warehouseId })),
  );
}
