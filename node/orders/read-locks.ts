import type { ReservationById, VtexFailure } from '../clients/vtex/vtex-api';
import type { LockId } from '../core/id';
import { instantOfMs } from '../core/instant';
import type { Order } from '../core/order/order';
import { locksInDoubt } from '../core/record/locks-in-doubt';
import { withMemory } from '../core/record/remember';
import { locksOfCanceled } from '../core/reservation/let-go';
import type { ChainServices } from '../middlewares/chain-services';
import type { KnownOrder } from '../store/store';

/**
 * The locks of an order, just read, that VTEX is asked about itself: in doubt, past their forecast expiry, or of an
 * order that is canceled and may have been in handling.
 */
export function locksToRead(
  services: Pick<ChainServices, 'now'>,
  order: Order,
  known: KnownOrder | null,
): LockId[] {
  const before = known?.order ?? null;
  const doubtful = locksInDoubt(withMemory(order, before), before);
  const expired = known === null ? [] : expiredLocks(services, known);
  return [...new Set([...doubtful, ...expired, ...locksOfCanceled(order, known?.reservations ?? null)])];
}

/** Locks of authorized reservations whose forecast expiry has passed by our clock. */
function expiredLocks(services: Pick<ChainServices, 'now'>, known: KnownOrder): LockId[] {
  const now = instantOfMs(services.now());
  return known.reservations
    .filter((r) => r.status === 'authorized' && r.expiresAt !== null && r.expiresAt <= now)
    .map((r) => r.lockId);
}

export interface LocksAnswered {
  read: ReservationById[];
  /** LockIds VTEX answered that it does not know. */
  unknown: LockId[];
  failures: VtexFailure[];
}

/**
 * VTEX's own word on single reservations: where it holds one, whether it let one go (status 4), or until when it holds
 * it. One call each, so it is asked only where neither order nor list answers.
 */
export async function readLocks(
  { vtex }: Pick<ChainServices, 'vtex'>,
  lockIds: readonly LockId[],
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
