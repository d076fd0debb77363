import { unitsBySku } from '../order/claim';
import type { Order } from '../order/order';
import { samePosition } from '../position';
import { isUnderWay, type KnownReservation } from '../reservation/reservation';
import { claimAt } from './left-at';
import { placesWithRecord } from './places';

/** Reservations under way of which the order claims more than VTEX reserves: units were added to it. */
export function claimsBeyond(order: Order, reservations: readonly KnownReservation[]): KnownReservation[] {
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
