import type { KnownReservation } from './reservation';

/**
 * Whether a reservation can still matter to its position:
 *
 * | status | still matters |
 * |---|---|
 * | removed, expired | no |
 * | canceled | while VTEX may list it: acknowledged before, and no update has released it; or while units that were taken out for it wait to be given back |
 * | any other | yes |
 */
export function stillMatters(reservation: KnownReservation): boolean {
  if (reservation.status === 'removed' || reservation.status === 'expired') return false;
  if (reservation.status !== 'canceled') return true;
  const mayBeListed =
    reservation.heldAs === 'lock' && reservation.wasAcknowledged && reservation.planId === null;
  return mayBeListed || reservation.deductedQuantity > 0;
}
