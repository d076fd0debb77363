import type { Order } from '../order/order';
import { leftAt } from '../record/left-at';
import { isParked, type Place, placesWithRecord } from '../record/places';
import { authorizedUntil } from './expiry';
import type { DerivedReservation, KnownReservation, ReservationKey } from './reservation';
import { type LocksRead, statusFromReading } from './status';

/** One lock, SKU and warehouse as text; ids may hold any character. */
export function reservationKeyText(key: ReservationKey): string {
  return [key.lockId, key.skuId, key.warehouseId].map(encodeURIComponent).join('/');
}

/**
 * The reservations an order holds in this account: one per lock, SKU and warehouse where its units lie
 * (`record/places`), in the order of its lines. Units that leave without a lock are among them, as `heldAs` tells.
 *
 * Lines whose quantity is no whole number are parked: they derive nothing, and their record stays.
 *
 * A kit is told by its parts. A kit that was recorded before its parts were known goes on beside them.
 * `locks` holds VTEX's own word on locks that were read as well; usually none.
 */
export function deriveReservations(
  order: Order,
  locks: LocksRead = new Map(),
  known: readonly KnownReservation[] = [],
): DerivedReservation[] {
  const places = placesWithRecord(order, known).filter((place) => !isParked(place));
  const kits = known.flatMap((one) => kitPlace(one, places) ?? []);
  return [
    ...places.map((place) => derived(order, place, locks, place.isLocked ? 'lock' : 'none')),
    ...kits.map((place) => derived(order, place, locks, 'parts')),
  ];
}

function derived(
  order: Order,
  place: Place,
  locks: LocksRead,
  heldAs: DerivedReservation['heldAs'],
): DerivedReservation {
  const { lockId, skuId, warehouseId, partOf } = place;
  const lock = locks.get(lockId);
  const left = leftAt(order, place, null);
  const status = statusFromReading(order, left, heldAs === 'lock' ? lock : undefined);
  const lockTtls = place.sources.map(({ line }) => line.lockTtl);
  return {
    lockId,
    skuId,
    warehouseId,
    orderId: order.orderId,
    quantity: place.heldQuantity ?? unitsAt(place),
    heldAs,
    partOf,
    leftQuantity: left.isSettled ? left.units : null,
    status,
    expiresAt: status === 'authorized' ? authorizedUntil(order, lockTtls, lock?.confirmBy ?? null) : null,
    invoicedAt: left.invoicedAt,
  };
}

/** As the order says; of a part whose number in a kit is not told, as many as there are kits. */
function unitsAt({ sources }: Place): number {
  return sources.reduce((sum, { units, part }) => sum + units * (part?.quantityPerKit ?? 1), 0);
}

/** The kit as it was sold, when its parts have taken its place. */
function kitPlace(known: KnownReservation, places: readonly Place[]): Place | null {
  const { lockId, skuId, warehouseId } = known;
  const isHere = places.some((one) => reservationKeyText(one) === reservationKeyText(known));
  const parts = places.filter((one) => one.lockId === lockId && one.partOf === skuId);
  const line = parts.flatMap(({ sources }) => sources).find((one) => one.line.skuId === skuId);
  if (isHere || line === undefined) return null;
  const { part: _part, ...source } = line;
  return { lockId, skuId, warehouseId, isLocked: true, partOf: null, sources: [source], heldQuantity: null };
}
