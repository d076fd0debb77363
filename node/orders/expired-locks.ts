import type { ReservationById, VtexFailure } from '../clients/vtex/vtex-api';
import { instantOfMs } from '../core/instant';
import type { ChainServices } from '../services/chain-services';
import type { KnownOrder } from '../store/store';

/** Locks of authorized reservations whose forecast expiry has passed by our clock. */
export function expiredLocks(services: ChainServices, known: KnownOrder): string[] {
  const now = instantOfMs(services.now());
  const expired = known.reservations.filter(
    (r) => r.status === 'authorized' && r.expiresAt !== null && r.expiresAt <= now,
  );
  return [...new Set(expired.map((r) => r.lockId))];
}

export interface LocksAnswered {
  read: ReservationById[];
  /** LockIds VTEX answered that it does not know. */
  unknown: string[];
  failures: VtexFailure[];
}

/**
 * VTEX's own word on single reservations: whether it let one go (status 4), or until when it holds it. One call
 * each, so it is asked only where no list answers: a forecast expiry has passed, or a list misses one.
 */
export async function readLocks(
  { vtex }: Pick<ChainServices, 'vtex'>,
  lockIds: readonly string[],
): Promise<LocksAnswered> {
  const answered: LocksAnswered = { read: [], unknown: [], failures: [] };
  for (const lockId of lockIds) {
    const answer = await vtex.getReservation(lockId);
    if (answer.ok) answered.read.push(answer.value);
    else if (answer.failure.kind === 'not-found') answered.unknown.push(lockId);
    else answered.failures.push(answer.failure);
  }
  return answered;
}
