import type { ListedReservation, PositionReading } from './reading';

const ACTIVE = new Set<ListedReservation['state']>(['authorized', 'confirmed', 'active-unknown']);

/** Whether VTEX counts the listed reservation as reserved. A word we do not know counts: that is the safe side. */
export function isActive(reservation: ListedReservation): boolean {
  return ACTIVE.has(reservation.state) && reservation.quantity !== 0;
}

export function listedOf(reading: PositionReading): ListedReservation[] {
  return reading.pages.flatMap((page) => page.items);
}

export function activeOf(reading: PositionReading): ListedReservation[] {
  return listedOf(reading).filter(isActive);
}

export function sumOfQuantities(items: readonly { quantity: number }[]): number {
  return items.reduce((sum, item) => sum + item.quantity, 0);
}
