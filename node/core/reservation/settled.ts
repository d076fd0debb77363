import type { Order } from '../order/order';
import { orderStatusMeaning } from '../order/order-status';
import type { Position } from '../position';
import { distinctPositions } from '../position';
import { claimsBeyond } from '../record/claims-beyond';
import { isUnderWay, type KnownReservation } from './reservation';
import { awaitsRemoval } from './still-matters';

export function settledNotRemoved(reservations: readonly KnownReservation[]): KnownReservation[] {
  return reservations.filter(awaitsRemoval);
}

/**
 * The positions worth planning after the order was recorded: those of its settled reservations, and those where a person
 * has to be asked: of an order that was canceled after a part of it was invoiced, or that claims more than is reserved.
 */
export function positionsToPlan(order: Order, reservations: readonly KnownReservation[]): Position[] {
  const isCanceled = orderStatusMeaning(order.status).implies === 'canceled';
  const undone = reservations.filter(
    ({ status, heldAs }) => isCanceled && isUnderWay(status) && heldAs === 'lock',
  );
  return distinctPositions(
    [...settledNotRemoved(reservations), ...undone, ...claimsBeyond(order, reservations)].map(
      ({ skuId, warehouseId }) => ({ skuId, warehouseId }),
    ),
  );
}
