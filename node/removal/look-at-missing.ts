import type { ReservationById } from '../clients/vtex/vtex-api';
import { activeOf } from '../core/gate/active';
import type { KnownOpen } from '../core/gate/read-consistently';
import type { PositionReading } from '../core/gate/reading';
import type { Order } from '../core/order/order';
import type { Position } from '../core/position';
import type { KnownReservation } from '../core/reservation/reservation';
import type { ChainServices } from '../services/chain-services';
import { failureEntry } from '../services/outcome';
import { knownOpenOf } from './gather-facts';
import { lookAgain } from './look-again';

/** VTEX's list may not show yet what was placed a moment ago. One in handling was in it: its order may be invoiced since. */
const FRESH_MS = 30_000;

/**
 * Reservations that our record holds open and VTEX does not list: their orders are read again before anything
 * is made of it, since a cancellation or an expiry may be on its way to us. Returns the record as it is then,
 * without reservations that were placed after the list was read.
 *
 * One that was never acknowledged may have run out or been canceled without any word on its order (an unpaid
 * order stays `payment-pending`), so the reservation itself is read too; otherwise its SKU would be held for as
 * long as nobody touches that order. One that VTEX holds elsewhere, or does not know, is no part of this
 * position, and no update here can release it.
 *
 * What is still open and acknowledged afterwards was discarded by somebody's update; the gate says so.
 */
export async function lookAtMissing(
  services: ChainServices,
  reading: PositionReading,
  known: readonly KnownReservation[],
): Promise<KnownReservation[]> {
  const held = new Set(activeOf(reading).map((one) => one.lockId));
  const missing = knownOpenOf(known).filter((one) => !held.has(one.lockId));
  if (missing.length === 0) return [...known];
  const elsewhere = new Set<string>();
  for (const orderId of new Set(missing.map((one) => one.orderId))) {
    const ofOrder = missing.filter((one) => one.orderId === orderId);
    const locks = await notHere(services, orderId, reading.position, ofOrder);
    for (const lockId of locks) elsewhere.add(lockId);
  }
  const locks = new Set(lockIdsOf(known));
  const now = await services.store.knownAtPosition(reading.position);
  return now.filter((one) => locks.has(one.lockId) && (held.has(one.lockId) || !elsewhere.has(one.lockId)));
}

/** LockIds of the order that are rightly not listed here. */
async function notHere(
  services: ChainServices,
  orderId: string,
  position: Position,
  missing: readonly KnownOpen[],
): Promise<string[]> {
  const doubtfulLocks = lockIdsOf(missing.filter((one) => !one.acknowledged));
  const isYoung = doubtfulLocks.length === missing.length;
  const recorded = await services.store.knownOrder(orderId);
  if (isYoung && recorded !== null && services.now() - recorded.readAtMs < FRESH_MS) {
    return locksHeldInParts(recorded.order, position);
  }
  const seen = await lookAgain(services, orderId, position, doubtfulLocks);
  if (seen.kind === 'seen') {
    const moved = doubtfulLocks.filter((lockId) => isElsewhere(seen.locks.get(lockId), position));
    return [...locksHeldInParts(seen.known.order, position), ...moved, ...seen.unknownLocks];
  }
  await services.store.appendLog([failureEntry(seen.failure, { orderId, ...position })]);
  return recorded === null ? [] : locksHeldInParts(recorded.order, position);
}

/** VTEX names where it holds the units, and this position is not among them. */
function isElsewhere(lock: ReservationById | undefined, { skuId, warehouseId }: Position): boolean {
  if (lock === undefined || lock.items.length === 0) return false;
  return !lock.items.some((item) => item.skuId === skuId && item.warehouseId === warehouseId);
}

function lockIdsOf(reservations: readonly { lockId: string }[]): string[] {
  return reservations.map((one) => one.lockId);
}

/** Kits whose parts the order names are reserved under the parts: nothing is listed under the kit's own SKU. */
function locksHeldInParts(order: Order, { skuId, warehouseId }: Position): string[] {
  return order.lines.flatMap((line) => {
    const isKitHere = line.allocations.some(
      (part) => part.warehouseId === warehouseId && part.kitParts.length > 0,
    );
    return line.skuId === skuId && line.lockId !== null && isKitHere ? [line.lockId] : [];
  });
}
