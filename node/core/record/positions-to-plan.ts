import { unitsBySku } from '../order/claim';
import type { Order } from '../order/order';
import { orderStatusMeaning } from '../order/order-status';
import { distinctPositions, type Position, samePosition } from '../position';
import type { KnownReservation } from '../reservation/reservation';
import { claimAt } from './left-at';
import { placesWithRecord } from './places';
import { awaitsRemoval, isUnderWay } from './settled';

/**
 * The positions worth planning after the order was recorded: where its reservations are settled, and where a person has
 * to be asked: of an order that was canceled after a part of it was invoiced, or that claims more than is reserved.
 */
export function positionsToPlan(order: Order, reservations: readonly KnownReservation[]): Position[] {
  const isCanceled = orderStatusMeaning(order.status).implies === 'canceled';
  const undone = reservations.filter(
    ({ status, heldAs }) => isCanceled && isUnderWay(status) && heldAs === 'lock',
  );
  const all = [...reservations.filter(awaitsRemoval), ...undone, ...claimsBeyond(order, reservations)];
  return distinctPositions(all.map(({ skuId, warehouseId }) => ({ skuId, warehouseId })));
}

/** Reservations under way of which the order claims more than VTEX reserves: units were added to it. */
function claimsBeyond(order: Order, reservations: readonly KnownReservation[]): KnownReservation[] {
  const underWay = reservations.filter(({ status, lostAt }) => isUnderWay(status) && lostAt === null);
  const nowhere = underWay.filter(({ heldAs }) => heldAs === 'none');
  if (!hasChanged(order)) return nowhere;
  const places = placesWithRecord(order, reservations);
  const grown = underWay.filter((one) => {
    const place = places.find(({ lockId, ...at }) => lockId === one.lockId && samePosition(at, one));
    const claim = one.heldAs !== 'lock' || place === undefined ? null : claimAt(order, place);
    return claim !== null && claim > one.quantity;
  });
  return [...nowhere, ...grown];
}

function hasChanged({ changes, lines, memory: { firstUnits } }: Order): boolean {
  if (changes.length > 0 || firstUnits === null) return true;
  return Object.entries(unitsBySku(lines)).some(([skuId, units]) => units !== firstUnits[skuId]);
}
