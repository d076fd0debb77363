import type { LockId } from '../id';
import type { Instant } from '../instant';
import type { Order } from '../order/order';
import { orderStatusMeaning } from '../order/order-status';
import type { LeftAt } from '../record/left-at';
import type { ReservationStatus } from './reservation';
import { furtherStatus } from './stage';

/** What VTEX said about a lock itself ("Get reservation by ID"); read only when a computed expiry has passed. */
export interface LockFacts {
  state: 'not-committed' | 'authorized' | 'confirmed' | 'aborted' | 'expired' | 'canceled' | 'unknown';
  /** `MaximumConfirmationDateUtc`. */
  confirmBy: Instant | null;
}

/** The answers at hand, by LockId. */
export type LocksRead = ReadonlyMap<LockId, LockFacts>;

/**
 * The status one reading gives one reservation, nothing known before.
 *
 * | order status implies | invoices of its lines (`left`) | VTEX's lock | status |
 * |---|---|---|---|
 * | any | settle them | any | invoiced |
 * | canceled | none | any | canceled |
 * | canceled | some | any | acknowledged: part of it left, so it is neither given back nor settled |
 * | any other | any | expired | expired |
 * | any other | any | canceled, aborted | canceled |
 * | authorized, nothing | any | confirmed | confirmed |
 * | authorized, confirmed, acknowledged | any | any other, not read | the same |
 * | nothing (null, unknown word, cancel asked) | any | any other, not read | authorized, the least there is |
 */
export function statusFromReading(
  order: Order,
  left: Pick<LeftAt, 'isSettled' | 'isTouched'>,
  lock: LockFacts | undefined,
): ReservationStatus {
  if (left.isSettled) return 'invoiced';
  const { implies } = orderStatusMeaning(order.status);
  if (implies === 'canceled') return left.isTouched ? 'acknowledged' : 'canceled';
  return statusOfLock(lock) ?? atLeastConfirmed(implies ?? 'authorized', lock);
}

function statusOfLock(lock: LockFacts | undefined): ReservationStatus | null {
  if (lock?.state === 'expired') return 'expired';
  return lock?.state === 'canceled' || lock?.state === 'aborted' ? 'canceled' : null;
}

function atLeastConfirmed(status: ReservationStatus, lock: LockFacts | undefined): ReservationStatus {
  return lock?.state === 'confirmed' ? furtherStatus(status, 'confirmed') : status;
}

/**
 * The status after a reading, from the status known before it: never an earlier one. Partial invoices send an
 * order back to `payment-approved`, readings arrive late, answers may be stale: none of it takes a step back.
 *
 * The one exception is `expired`, which only VTEX's own word (lock status 4) gives: an order that is confirmed
 * later revives nothing, unless VTEX now says that the lock is authorized or confirmed after all.
 */
export function nextStatus(
  known: ReservationStatus,
  read: ReservationStatus,
  lock: LockFacts | undefined,
): ReservationStatus {
  const alive = lock?.state === 'authorized' || lock?.state === 'confirmed';
  return known === 'expired' && alive ? read : furtherStatus(known, read);
}
