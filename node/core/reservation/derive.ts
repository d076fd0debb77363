import type { Order, OrderLine } from '../order/order';
import { parkedLine } from '../order/parked';
import { type Position, positionKey } from '../position';
import { authorizedUntil } from './expiry';
import type { DerivedReservation, ReservationKey } from './reservation';
import { type LocksRead, statusFromReading } from './status';

/** One lock, SKU and warehouse as text; ids may hold any character. */
export function reservationKeyText(key: ReservationKey): string {
  return [key.lockId, key.skuId, key.warehouseId].map(encodeURIComponent).join('/');
}

interface Share extends ReservationKey {
  quantity: number;
  lockTtls: (string | null)[];
}

/**
 * The reservations an order holds in this account: one per lock, SKU and warehouse, in the order of its lines.
 * Lines of other sellers hold no lock here; a line whose seller was changed has no allocation left. A kit is one
 * reservation of the kit's SKU, as the order sells it; `positionsOf` adds its parts.
 *
 * `locks` holds VTEX's own word on locks that were read as well; usually none.
 */
export function deriveReservations(order: Order, locks: LocksRead = new Map()): DerivedReservation[] {
  const shares = sharesOf(order).filter((share) => parkedLine(order, share) === null);
  return shares.map(({ lockTtls, quantity, ...key }) => {
    const lock = locks.get(key.lockId);
    const { status, invoicedAt } = statusFromReading(order, key, lock);
    const expiresAt =
      status === 'authorized' ? authorizedUntil(order, lockTtls, lock?.confirmBy ?? null) : null;
    return { ...key, orderId: order.orderId, quantity, status, expiresAt, invoicedAt };
  });
}

function sharesOf(order: Order): Share[] {
  const shares = new Map<string, Share>();
  for (const line of order.lines) {
    for (const { key, quantity } of sharesOfLine(line)) {
      const text = reservationKeyText(key);
      const share = shares.get(text) ?? { ...key, quantity: 0, lockTtls: [] };
      share.quantity += quantity;
      share.lockTtls.push(line.lockTtl);
      shares.set(text, share);
    }
  }
  return [...shares.values()];
}

function sharesOfLine(line: OrderLine): { key: ReservationKey; quantity: number }[] {
  const { lockId, skuId } = line;
  if (lockId === null) return [];
  return line.allocations
    .filter((allocation) => allocation.quantity > 0)
    .map(({ warehouseId, quantity }) => ({ key: { lockId, skuId, warehouseId }, quantity }));
}

/**
 * Every position an order's stock comes from: its lines' own, and those of the kit parts that VTEX names. Stock
 * is kept, and reservations are listed, under the parts.
 */
export function positionsOf(order: Order): Position[] {
  const positions = order.lines
    .filter((line) => line.lockId !== null)
    .flatMap((line) =>
      line.allocations
        .filter((allocation) => allocation.quantity > 0)
        .flatMap(({ warehouseId, kitParts }) =>
          [line.skuId, ...kitParts.map((part) => part.skuId)].map((skuId) => ({ skuId, warehouseId })),
        ),
    );
  return distinctPositions(positions);
}

/** Each position once, first seen first. */
export function distinctPositions(positions: readonly Position[]): Position[] {
  return [...new Map(positions.map((position) => [positionKey(position), position])).values()];
}
