import type { ReservationById, VtexFailure } from '../../clients/vtex/vtex-api';
import { instantOfMs } from '../../core/instant';
import type { KnownOrder } from '../../store/store';
import type { ChainServices } from './context';

/** Locks of authorized reservations whose forecast expiry has passed by our clock. */
export function expiredLocks(services: ChainServices, known: KnownOrder): string[] {
  const now = instantOfMs(services.now());
  const expired = known.reservations.filter(
    (r) => r.status === 'authorized' && r.expiresAt !== null && r.expiresAt <= now,
  );
  return [...new Set(expired.map((r) => r.lockId))];
}

/**
 * The computed expiry is a forecast (payment due date and weekdays); once it has passed, only the reservation
 * itself says whether VTEX let it go (status 4) or until when it holds it. Only then is it worth a call.
 */
export async function readExpiredLocks(
  services: ChainServices,
  known: KnownOrder,
): Promise<{ read: ReservationById[]; failures: VtexFailure[] }> {
  const read: ReservationById[] = [];
  const failures: VtexFailure[] = [];
  for (const lockId of expiredLocks(services, known)) {
    const answer = await services.vtex.getReservation(lockId);
    if (answer.ok) read.push(answer.value);
    else if (answer.failure.kind !== 'not-found') failures.push(answer.failure);
  }
  return { read, failures };
}
