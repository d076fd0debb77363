import { type Instant, msOfInstant } from '../instant';
import { changeOf } from './change';
import type { KnownReservation, ReservationChange } from './reservation';
import { versionAfter } from './version-after';

/**
 * Records that an update of ours was proven to have released the reservation.
 *
 * A canceled one stays `canceled`: nothing was taken out for it, and its units are back on sale. Its `planId`
 * tells that VTEX holds it no longer. Recording it twice is recording it once.
 */
export function markRemoved(
  known: KnownReservation,
  planId: string | null,
  at: Instant,
): { reservation: KnownReservation; change: ReservationChange | null } {
  if (known.status === 'removed') return { reservation: known, change: null };
  if (known.status === 'canceled')
    return { reservation: { ...known, planId: known.planId ?? planId }, change: null };
  const reservation: KnownReservation = {
    ...known,
    status: 'removed',
    version: versionAfter(known.version, msOfInstant(at)),
    expiresAt: null,
    deductedQuantity: known.quantity,
    planId,
  };
  return { reservation, change: changeOf(reservation, known.status, at) };
}

/** Records that an update of ours gave back the units of a reservation that was lost, repaired and then canceled. */
export function markReturned(known: KnownReservation, planId: string): KnownReservation {
  return { ...known, deductedQuantity: 0, planId };
}
