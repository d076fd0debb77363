import type { LockId, OrderId } from '@holdfast/node/core/id';
import { orderStatusMeaning } from '@holdfast/node/core/order/order-status';
import { isToLookAgain } from '@holdfast/node/core/record/look-again';
import { stillMatters } from '@holdfast/node/core/record/settled';
import type { KnownReservation } from '@holdfast/node/core/reservation/reservation';
import type { KnownOrder, OrderStore } from '@holdfast/node/store/store';
import { copy, type MemoryTables, record } from './memory-tables';

/** One thread and no await between reading and writing: that is the lock. */
export function memoryOrders(tables: MemoryTables): OrderStore {
  const known = (orderId: OrderId) => knownOrder(tables, orderId);
  const byLock = (lockId: LockId): KnownOrder[] => {
    const holders = new Set<OrderId>();
    for (const { known: held } of tables.reservations.values())
      if (held.lockId === lockId) holders.add(held.orderId);
    const orderIds = [...holders].sort();
    return orderIds.flatMap((orderId) => known(orderId) ?? []);
  };
  return {
    knownOrder: async (orderId) => known(orderId),
    knownOrdersByLock: async (lockIds) => {
      const found = lockIds.map((lockId) => [lockId, byLock(lockId)] as const);
      return new Map(found.filter(([, orders]) => orders.length > 0));
    },
    changeOrder: async (orderId, decide) => {
      const decision = decide(known(orderId));
      record(tables, decision);
      tables.orders.set(orderId, copy({ order: decision.order, readAtMs: decision.readAtMs }));
      return decision;
    },
    ordersToLookAt: async (expiredBefore, notReadSinceMs, limit) =>
      [...tables.orders]
        .filter(([orderId]) => !isOver(tables, orderId))
        .filter(([orderId, { readAtMs }]) => {
          const reservations = reservationsOf(tables, orderId);
          return isToLookAgain({ reservations, readAtMs }, expiredBefore, notReadSinceMs);
        })
        .sort(([idA, a], [idB, b]) => a.readAtMs - b.readAtMs || (idA < idB ? -1 : 1))
        .slice(0, limit)
        .map(([orderId]) => orderId),
  };
}

function knownOrder(tables: MemoryTables, orderId: OrderId): KnownOrder | null {
  const found = tables.orders.get(orderId);
  return found ? copy({ ...found, reservations: reservationsOf(tables, orderId) }) : null;
}

function reservationsOf(tables: MemoryTables, orderId: OrderId): KnownReservation[] {
  const held: KnownReservation[] = [];
  for (const { known } of tables.reservations.values()) if (known.orderId === orderId) held.push(known);
  return held;
}

/** No reservation of it matters any more, and if it never had one, the order itself has ended. */
function isOver(tables: MemoryTables, orderId: OrderId): boolean {
  const held = reservationsOf(tables, orderId);
  if (held.length > 0) return !held.some(stillMatters);
  return orderStatusMeaning(tables.orders.get(orderId)?.order.status).final;
}
