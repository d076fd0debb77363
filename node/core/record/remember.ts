import type { SkuId } from '../id';
import { unitsBySku } from '../order/claim';
import type { HeldLock, Order, OrderMemory } from '../order/order';

/** What was learned beside the order's own answer, at one look at it. */
export interface Learned {
  /** Of an order that goes on under another's lock, at its first look: units by SKU that the lock was made for. */
  lockedUnits?: OrderMemory['firstUnits'];
  /** Locks that were read by their id. */
  held?: readonly HeldLock[];
  /** SKUs for which VTEX keeps no stock although the order sells them. */
  kitSkuIds?: readonly SkuId[];
  /** Of a replaced order: whichever order took its place is on record. */
  isSuccessorRead?: boolean;
}

/**
 * A reading of an order with what is remembered of it. An answer of VTEX's shows the order as it is; how many units it
 * was placed with, and where its locks are held, only earlier looks can tell. A lock that was read again replaces what
 * was known of it, unless VTEX named no place this time.
 */
export function withMemory(order: Order, known: Order | null, learned: Learned = {}): Order {
  const before = known?.memory ?? null;
  const memory: OrderMemory = {
    firstUnits: before === null ? (learned.lockedUnits ?? order.memory.firstUnits) : before.firstUnits,
    held: heldNow(before?.held ?? [], learned.held ?? []),
    kitSkuIds: [...new Set([...(before?.kitSkuIds ?? []), ...(learned.kitSkuIds ?? [])])],
    ...(before?.isSuccessorRead || learned.isSuccessorRead ? { isSuccessorRead: true } : {}),
  };
  const wasEmpty = known !== null && known.lines.length === 0 && order.changes.length === 0;
  // An order whose lines were not there yet at the first look was not placed with none.
  return { ...order, memory: wasEmpty ? { ...memory, firstUnits: unitsBySku(order.lines) } : memory };
}

function heldNow(before: readonly HeldLock[], now: readonly HeldLock[]): HeldLock[] {
  const told = now.filter(({ items }) => items.length > 0);
  return [...before.filter((one) => !told.some(({ lockId }) => lockId === one.lockId)), ...told];
}
