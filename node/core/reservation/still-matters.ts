import type { KnownReservation } from './reservation';

/**
 * Whether a reservation can still matter to its position:
 *
 * | status | still matters |
 * |---|---|
 * | removed, expired | no |
 * | canceled | while VTEX may list it: acknowledged before, not lost, and no update has released it; or while units that were taken out for it wait to be given back |
 * | any other | yes |
 *
 * PostgreSQL's words for it stand in `server/postgres/store/reservation-over.ts`; the store contract holds them to this.
 */
export function stillMatters(reservation: KnownReservation): boolean {
  const { status, heldAs, wasAcknowledged, acknowledgedAt, planId, lostAt, deductedQuantity } = reservation;
  if (status === 'removed' || status === 'expired') return false;
  if (status !== 'canceled' || deductedQuantity > 0) return true;
  const isAcknowledged = wasAcknowledged || acknowledgedAt !== null;
  return heldAs === 'lock' && isAcknowledged && planId === null && lostAt === null;
}

/**
 * Whether VTEX's stock may still have to change because of a reservation that is settled: its goods left and the total
 * still holds them, or its order was canceled and it still matters.
 *
 * Never a kit that VTEX reserves under its parts: those stand for themselves. Canceled before it was acknowledged, VTEX
 * lets it go by itself: planning each of those would cost two calls for nothing. The sweep finds the rare one that stayed.
 */
export function awaitsRemoval(reservation: KnownReservation): boolean {
  const isSettled = reservation.status === 'invoiced' || reservation.status === 'canceled';
  return isSettled && reservation.heldAs !== 'parts' && stillMatters(reservation);
}
