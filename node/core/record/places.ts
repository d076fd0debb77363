import { asLockId, type LockId, type OrderId, type SkuId } from '../id';
import type { HeldItem, Order, OrderLine } from '../order/order';
import { normalizeOrderStatus } from '../order/order-status';
import { type Position, samePosition } from '../position';
import type { ReservedUnits } from '../reservation/reservation';
import { assign, guessedParts, heldOf, merged, surplusOf } from './held-items';
import { type PlacedSource, partSources, plainSource, type Source, sharesOf } from './shares';

/** Where one lock of an order holds units, or where units of the order leave without any lock. */
export interface Place extends Position {
  lockId: LockId;
  /** False: VTEX reserves nothing for these units (a line, or an allocation, that was added to the order). */
  isLocked: boolean;
  /** The SKU of the kit that these are parts of. */
  partOf: SkuId | null;
  sources: Source[];
  /** What the lock holds here by its own word; null when it was not asked. */
  heldQuantity: number | null;
}

/** The id under which units without any lock are recorded. No lock of VTEX's looks like it. */
export function unlockedId(orderId: OrderId, line: Pick<OrderLine, 'index' | 'uniqueId'>): LockId {
  return asLockId(`no-lock:${orderId}:${line.uniqueId ?? line.index}`);
}

/** A line that the account sells itself: with a lock, or seller `1` (added to the order without one). */
export function isOwnLine({ lockId, seller }: Pick<OrderLine, 'lockId' | 'seller'>): boolean {
  return lockId !== null || seller === '1';
}

/**
 * Where the units of an order lie. The order says what is taken from which warehouse, the lock (where it was read)
 * says where the units are really held:
 *
 * | the order's allocation | the lock holds | so |
 * |---|---|---|
 * | SKU here | was not asked | here |
 * | SKU here | the SKU here | here |
 * | SKU here | the SKU, but elsewhere (KI 1433311; `TEST` and `test`, KI 346163) | there |
 * | SKU here | nothing of the SKU that is left over | here, without a lock |
 * | none (`deliveryIds` empty, KI 575219) | the SKU somewhere | there |
 * | a kit whose parts VTEX names | - | at the parts |
 * | a kit whose parts VTEX does not name | other SKUs, or more of one than the lines take | those are its parts |
 * | a kit, and nothing tells its parts | - | at the kit's own SKU |
 *
 * Lines of other sellers are nowhere.
 */
export function placesOf(order: Order): Place[] {
  const lines = order.lines.filter(isOwnLine);
  const locks = [...new Set(lines.map(({ lockId }) => lockId))];
  return locks.flatMap((lockId) => {
    const own = lines.filter((line) => line.lockId === lockId);
    if (lockId === null) return own.flatMap((line) => placesWithoutLock(order, line));
    return placesOfLock(order, lockId, own);
  });
}

/** Lines of which the order does not say where they are taken from, and nor does their lock as far as it was read. */
export function unplacedLines(order: Order, places: readonly Place[] = placesOf(order)): OrderLine[] {
  const placed = new Set(places.flatMap(({ sources }) => sources.map(({ line }) => line)));
  return order.lines.filter((line) => isOwnLine(line) && line.quantity > 0 && !placed.has(line));
}

/** In these a seller is changed, and the refused seller's `deliveryIds` leave the order ("Change seller"). */
const SELLER_CHANGES = new Set(['window-to-change-seller', 'payment-pending', 'waiting-for-authorization']);

/**
 * The same, and lines without a place stay where they were recorded: unknown is not gone, unless the order is in a
 * state in which its seller changes.
 */
export function placesWithRecord(order: Order, known: readonly ReservedUnits[]): Place[] {
  const places = placesOf(order);
  if (SELLER_CHANGES.has(normalizeOrderStatus(order.status) ?? '')) return places;
  const kept = unplacedLines(order, places).flatMap((line) => {
    const before = known.filter(({ lockId, skuId }) => lockId === line.lockId && skuId === line.skuId);
    return before.map(({ lockId, skuId, warehouseId, quantity }): Place => {
      const source = { line, units: quantity, isWhole: before.length === 1 };
      return {
        lockId,
        skuId,
        warehouseId,
        isLocked: true,
        partOf: null,
        sources: [source],
        heldQuantity: null,
      };
    });
  });
  return [...places, ...kept];
}

/** A SKU may be without stock only where the order says: when the lock holds the SKU itself somewhere, it is no kit. */
export function isKit({ memory }: Order, { skuId, lockId, allocations }: OrderLine): boolean {
  const items = memory.held.find((one) => one.lockId === lockId)?.items ?? [];
  const isHeldItself = items.some((item) => item.skuId === skuId && item.kitSkuIds.length === 0);
  const hasNoStock = memory.kitSkuIds.includes(skuId) && !isHeldItself;
  return hasNoStock || allocations.some(({ kitParts }) => kitParts.length > 0);
}

/** One of its lines has a quantity that is no whole number: nothing is made of it before VTEX says one. */
export function isParked({ sources }: Place): boolean {
  return sources.some(({ line }) => line.oddQuantity !== undefined);
}

function placesWithoutLock(order: Order, line: OrderLine): Place[] {
  const lockId = unlockedId(order.orderId, line);
  const sources = sharesOf(line).flatMap((share) =>
    share.kitParts.length > 0 ? partSources(share) : [plainSource(share)],
  );
  return withSources(lockId, sources, false);
}

function placesOfLock(order: Order, lockId: LockId, lines: readonly OrderLine[]): Place[] {
  const items = order.memory.held.find((one) => one.lockId === lockId)?.items ?? null;
  const kits = lines.filter((line) => isKit(order, line));
  const plain = lines.filter((line) => !kits.includes(line)).flatMap(sharesOf);
  const named = kits.flatMap(sharesOf).filter(({ kitParts }) => kitParts.length > 0);
  const unnamed = kits.flatMap(sharesOf).filter(({ kitParts }) => kitParts.length === 0);
  if (items === null)
    return withSources(
      lockId,
      [...plain, ...unnamed].map(plainSource).concat(named.flatMap(partSources)),
      true,
    );
  const held = merged(items);
  const assigned = assign(plain, held);
  const parts = named.flatMap(partSources);
  const free = surplusOf(order, held, [...assigned.there, ...parts]);
  const unallocated = lines.filter((line) => line.allocations.length === 0 && line.quantity > 0);
  const found = unallocated.flatMap((line) => heldOf(held, line));
  const others = free.filter((item) => !found.some(({ at }) => samePosition(at, item)));
  const guessed = unnamed.flatMap((share) => guessedParts(share, others));
  return [
    ...withSources(lockId, [...assigned.there, ...parts, ...found, ...guessed], true, held),
    ...withSources(lockId, assigned.nowhere, false),
  ];
}

function withSources(
  lockId: LockId,
  sources: readonly PlacedSource[],
  isLocked: boolean,
  held: readonly HeldItem[] | null = null,
): Place[] {
  const places: Place[] = [];
  for (const { at, source, partOf } of sources) {
    const place = places.find((one) => samePosition(one, at));
    if (place !== undefined) {
      place.sources.push(source);
      if (place.partOf !== partOf) place.partOf = null;
      continue;
    }
    const heldQuantity = held?.find((item) => samePosition(item, at))?.quantity ?? null;
    const { skuId, warehouseId } = at;
    places.push({ skuId, warehouseId, lockId, isLocked, partOf, sources: [source], heldQuantity });
  }
  return places;
}
