import type { PlanId } from '../id';
import { type Instant, msOfInstant } from '../instant';
import { isUnderWay } from '../record/settled';
import { changeOf } from './change';
import type { KnownReservation, ReservationStep } from './reservation';
import { versionAfter } from './version-after';

/**
 * Records that an update of ours was proven to have released the reservation.
 *
 * A canceled one stays `canceled`: nothing was taken out for it, and its units are back on sale. Its `planId`
 * tells that VTEX holds it no longer. Recording it twice is recording it once.
 */
export function markRemoved(known: KnownReservation, planId: PlanId | null, at: Instant): ReservationStep {
  if (known.status === 'removed') return { reservation: known, change: null };
  if (known.status === 'canceled')
    return { reservation: { ...known, planId: known.planId ?? planId }, change: null };
  const reservation: KnownReservation = {
    ...known,
    status: 'removed',
    version: nextVersion(known, at),
    expiresAt: null,
    deductedQuantity: known.leftQuantity ?? known.quantity,
    planId,
  };
  return { reservation, change: known.isTold ? changeOf(reservation, known.status, at) : null };
}

/** What the ERP does not hear of has no versions. */
function nextVersion({ isTold, version }: KnownReservation, at: Instant): number {
  return isTold ? versionAfter(version, msOfInstant(at)) : version;
}

/**
 * Records that an update released it although nothing left: the order, or its line, was canceled. Nothing was taken out
 * for it, so it is not `removed`, even where the record had not come to that yet.
 */
export function markGivenUp(known: KnownReservation, planId: PlanId | null, at: Instant): ReservationStep {
  if (!isUnderWay(known.status)) return markRemoved(known, planId, at);
  const version = nextVersion(known, at);
  const reservation: KnownReservation = { ...known, status: 'canceled', version, expiresAt: null, planId };
  return { reservation, change: known.isTold ? changeOf(reservation, known.status, at) : null };
}

/** Records a person's word that so many of its units left, although its order was canceled after that. */
export function markLeft(known: KnownReservation, leftQuantity: number, at: Instant): ReservationStep {
  const reservation: KnownReservation = {
    ...known,
    status: 'invoiced',
    version: nextVersion(known, at),
    expiresAt: null,
    invoicedAt: at,
    leftQuantity,
  };
  return { reservation, change: known.isTold ? changeOf(reservation, known.status, at) : null };
}

/** Records that an update of ours gave back the units of a reservation that was lost, repaired and then canceled. */
export function markReturned(known: KnownReservation, planId: PlanId): KnownReservation {
  return { ...known, deductedQuantity: 0, planId };
}
