import type { ListedReservation } from '../gate/reading';
import type { LockId } from '../id';
import type { Order } from '../order/order';
import { orderStatusMeaning } from '../order/order-status';
import { isUnderWay } from '../record/settled';
import type { KnownReservation } from './reservation';
import type { LockFacts } from './status';

type VtexState = LockFacts['state'] | ListedReservation['state'];

const LET_GO = new Set<VtexState>(['aborted', 'canceled', 'expired']);

/** VTEX's words, in its list and by LockId, for a reservation that it holds no more. */
export function isLetGo(state: VtexState): boolean {
  return LET_GO.has(state);
}

/**
 * Whether VTEX may hold a reservation whose order is canceled. It lets go by itself of what was not in handling, and
 * the event that handling began may never have reached us: only its word that the lock is over is believed. Where it
 * gave none, the position is planned, and its list says.
 */
export function mayBeHeld(lock: LockFacts | undefined): boolean {
  return lock === undefined || !isLetGo(lock.state);
}

/** Locks of a canceled order, just read, that were not seen in handling: VTEX is asked whether it holds them. */
export function locksOfCanceled(order: Order, known: readonly KnownReservation[] | null): LockId[] {
  if (orderStatusMeaning(order.status).implies !== 'canceled') return [];
  if (known === null) return order.lines.flatMap(({ lockId }) => lockId ?? []);
  return known
    .filter((one) => one.heldAs === 'lock' && isUnderWay(one.status) && !one.wasAcknowledged)
    .map(({ lockId }) => lockId);
}
