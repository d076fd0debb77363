import { done, type Outcome, refused } from './outcome';
import type { StockPosition } from './position';
import { isActive, RESERVATION_STATUS, type ReservationPart } from './reservation';
import { retireFinished } from './retire';
import { dropPromises, moveGoods } from './share';
import { ensurePosition, type StoreState } from './state';

const positionOf = (state: StoreState, part: ReservationPart): StockPosition =>
  ensurePosition(state, part.skuId, part.warehouseId);

const partsOf = (state: StoreState, lockId: string): ReservationPart[] => state.locks.get(lockId) ?? [];

/** False when nothing of the lock can be confirmed any more (expired or canceled). A lock without parts is fine. */
export function confirmLock(state: StoreState, lockId: string): boolean {
  const parts = partsOf(state, lockId);
  expire(state, parts);
  for (const part of parts)
    if (part.status === 'Authorized') {
      part.status = 'Confirmed';
      part.confirmedAt = part.updatedAt = state.clock();
    }
  return parts.length === 0 || parts.some((part) => part.status === 'Confirmed');
}

/** One moment for all parts of a lock: whoever reads them meets equal timestamps. */
export function acknowledgeLock(state: StoreState, lockId: string): void {
  const at = state.clock();
  for (const part of partsOf(state, lockId)) {
    if (part.status !== 'Confirmed' || part.acknowledgedAt !== null) continue;
    part.acknowledgedAt = part.updatedAt = at;
    const position = positionOf(state, part);
    position.skew += position.skewWaiting;
    if (position.skewWaiting > 0) position.skewSince = at;
    position.skewWaiting = 0;
  }
}

/** The order was canceled before its handling: the units go back on sale at once. */
export function abortLock(state: StoreState, lockId: string): void {
  for (const part of partsOf(state, lockId)) endPart(state, part, 'Canceled_AbortedCommitted', true);
}

/** After start of handling the units stay reserved until an update, or were released already (KI 991735). */
export function cancelHandledLock(state: StoreState, lockId: string): void {
  for (const part of partsOf(state, lockId)) {
    const stays = part.acknowledgedAt !== null && state.platform.canceledStaysAcknowledged;
    if (part.releasedAt !== null && part.status === 'Confirmed')
      lateCancel(state, positionOf(state, part), part.quantity);
    else if (!stays) endPart(state, part, 'Canceled_AbortedCommitted', true);
  }
}

function lateCancel(state: StoreState, position: StockPosition, quantity: number): void {
  if (state.platform.lateCancel === 'negative-after-next-handling') position.skewWaiting += quantity;
  if (state.platform.lateCancel !== 'negative-at-once') return;
  addSkew(state, position, quantity);
}

function addSkew(state: StoreState, position: StockPosition, quantity: number): void {
  position.skew += quantity;
  position.skewSince = state.clock();
}

function endPart(
  state: StoreState,
  part: ReservationPart,
  status: 'Canceled_AbortedCommitted' | 'Canceled_AuthorizationExpired' | 'Canceled_Manually',
  keepListed: boolean,
): void {
  if (!isActive(part) && part.status !== 'Canceled_AbortedCommitted') return;
  part.status = status;
  part.canceledAt = part.updatedAt = state.clock();
  // An aborted part stays in the books only where KI 1220722 counts it.
  const phantom = keepListed && state.platform.countsAborted;
  if (!phantom) positionOf(state, part).parts.delete(part.lockId);
}

/** Status 4 for every authorized part past its time. VTEX does it by itself; here on every look at the stock. */
export function expire(state: StoreState, parts: Iterable<ReservationPart>): void {
  const now = BigInt(Math.trunc(state.now())) * 10_000n;
  for (const part of [...parts])
    if (part.status === 'Authorized' && part.confirmBy <= now) {
      endPart(state, part, 'Canceled_AuthorizationExpired', false);
      const order = part.orderId === null ? undefined : state.orders.get(part.orderId);
      if (!order) continue;
      dropPromises(state, order);
      retireFinished(state, order);
    }
}

export function findLock(state: StoreState, lockId: string): Outcome<ReservationPart[]> {
  const parts = state.locks.get(lockId);
  if (!parts || parts.length === 0) return refused(404, 'FMT0022', `Reservation ${lockId} not found`);
  expire(state, parts);
  return done(parts);
}

/** Which parts of a lock are meant; without a SKU or a warehouse: of any. */
export interface WhichPart {
  lockId: string;
  skuId?: string;
  warehouseId?: string;
}

export function findParts(state: StoreState, which: WhichPart): Outcome<ReservationPart[]> {
  const found = findLock(state, which.lockId);
  if (!found.ok) return found;
  const parts = found.value
    .filter(({ skuId }) => skuId === (which.skuId ?? skuId))
    .filter(({ warehouseId }) => warehouseId === (which.warehouseId ?? warehouseId));
  return parts.length > 0 ? done(parts) : refused(404, 'FMT0022', `Reservation ${which.lockId} not found`);
}

/** As `GET` by LockId answers it. */
export function readLock(state: StoreState, lockId: string): Outcome<ReservationPart[]> {
  const found = findLock(state, lockId);
  if (!found.ok || !found.value.some((part) => part.telling.byId === 'not-found')) return found;
  return refused(404, 'FMT0022', `Reservation ${lockId} not found`);
}

/** What the three calls on a reservation's id do. Errors of theirs are not documented: 400 when it cannot be. */
export function confirmReservation(state: StoreState, lockId: string): Outcome<ReservationPart[]> {
  const found = findLock(state, lockId);
  if (!found.ok) return found;
  return confirmLock(state, lockId)
    ? found
    : refused(400, 'FMT0024', 'Reservation is not in authorized status');
}

export function acknowledgeReservation(state: StoreState, lockId: string): Outcome<ReservationPart[]> {
  const found = findLock(state, lockId);
  if (!found.ok) return found;
  if (!found.value.some((part) => part.status === 'Confirmed'))
    return refused(400, 'FMT016', 'Acknowledgement not confirmed');
  acknowledgeLock(state, lockId);
  return found;
}

/**
 * May be repeated; the repetition clears what KI 1220722 still counts. It ends the reservation, not the order:
 * what a living order wants is still owed to it.
 */
export function cancelReservation(state: StoreState, lockId: string): Outcome<ReservationPart[]> {
  const found = findLock(state, lockId);
  if (!found.ok) return found;
  for (const part of found.value) {
    if (part.releasedAt === null) endPart(state, part, 'Canceled_Manually', false);
    else cancelReleased(state, part);
  }
  return found;
}

/** The reservation is held in another warehouse than it was, and the order goes on naming the first one (KI 1433311). */
export function moveReservation(state: StoreState, which: WhichPart, to: string): Outcome<ReservationPart[]> {
  const found = findParts(state, which);
  if (!found.ok) return found;
  for (const part of found.value) {
    const isListed = positionOf(state, part).parts.delete(part.lockId);
    moveGoods(state, part, to);
    part.warehouseId = to;
    part.updatedAt = state.clock();
    if (isListed) positionOf(state, part).parts.set(part.lockId, part);
  }
  return found;
}

/** Ends a reservation from outside, its order untouched: what became of it, VTEX does not say. */
export function endReservation(
  state: StoreState,
  lockId: string,
  as: 'Canceled_AbortedCommitted' | 'Canceled_AuthorizationExpired' | 'Canceled_Manually',
): Outcome<ReservationPart[]> {
  const found = findLock(state, lockId);
  if (found.ok) for (const part of found.value) endPart(state, part, as, false);
  return found;
}

function cancelReleased(state: StoreState, part: ReservationPart): void {
  if (state.platform.cancelOfReleased === 'harmless' || part.status === 'Canceled_Manually') return;
  part.status = 'Canceled_Manually';
  part.canceledAt = part.updatedAt = state.clock();
  addSkew(state, positionOf(state, part), part.quantity);
}

/** The lock's `Status` number: that of its liveliest part. */
export function lockStatus(parts: ReservationPart[]): number {
  const alive = parts.find((part) => part.status === 'Authorized' || part.status === 'Confirmed') ?? parts[0];
  return RESERVATION_STATUS[alive?.status ?? 'NotCommitted'];
}
