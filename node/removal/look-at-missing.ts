import { activeOf } from '../core/gate/active';
import type { PositionReading } from '../core/gate/reading';
import type { Order } from '../core/order/order';
import type { Position } from '../core/position';
import type { KnownReservation } from '../core/reservation/reservation';
import type { ChainServices } from '../middlewares/order/context';
import { failureEntry } from '../middlewares/order/outcome';
import { knownOpenOf } from './gather-facts';
import { lookAgain } from './look-again';

/** A record this young was made after the event that would explain the absence. */
const FRESH_MS = 30_000;

/**
 * Reservations that our record holds open and VTEX does not list: their orders are read again before anything
 * is made of it, since a cancellation or an expiry may be on its way to us. Returns the record as it is then,
 * without reservations that were placed after the list was read.
 *
 * What is still open and acknowledged afterwards was discarded by somebody's update; the gate says so.
 */
export async function lookAtMissing(
  services: ChainServices,
  reading: PositionReading,
  known: readonly KnownReservation[],
): Promise<KnownReservation[]> {
  const held = new Set(activeOf(reading).map((one) => one.lockId));
  const missing = new Set(
    knownOpenOf(known)
      .filter((one) => !held.has(one.lockId))
      .map((one) => one.orderId),
  );
  if (missing.size === 0) return [...known];
  const soldInParts = new Set<string>();
  for (const orderId of missing) {
    const order = await freshOrder(services, orderId, reading.position);
    if (order !== null)
      for (const lockId of locksHeldInParts(order, reading.position)) soldInParts.add(lockId);
  }
  const locks = new Set(known.map((one) => one.lockId));
  const now = await services.store.knownAtPosition(reading.position);
  return now.filter((one) => locks.has(one.lockId) && (held.has(one.lockId) || !soldInParts.has(one.lockId)));
}

async function freshOrder(
  services: ChainServices,
  orderId: string,
  position: Position,
): Promise<Order | null> {
  const recorded = await services.store.knownOrder(orderId);
  if (recorded !== null && services.now() - recorded.readAtMs < FRESH_MS) return recorded.order;
  const seen = await lookAgain(services, orderId, position);
  if (seen.kind === 'seen') return seen.known.order;
  await services.store.appendLog([failureEntry(seen.failure, { orderId, ...position })]);
  return recorded?.order ?? null;
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
