import type { KnownReservation } from '@holdfast/node/core/reservation/reservation';
import type { KnownOrder, Store } from '@holdfast/node/store/store';
import type { OpenDatabase, Records } from '../host/database';

/**
 * No store promises in which order it gives the reservations of an order or of a position, and what is done first hangs
 * on it. To compare the days of two stores, both give them in the order of their keys.
 */
export function inOrderOfKeys(open: OpenDatabase): OpenDatabase {
  return async (of) => {
    const database = await open(of);
    return {
      ...database,
      ...ordered(database),
      ofProcess(...life) {
        const process = database.ofProcess(...life);
        return { ...process, ...ordered(process) };
      },
    };
  };
}

function ordered({ store, reports, appendWith }: Records): Records {
  const sorting: Partial<Store> = {
    knownOrder: async (orderId) => orderOf(await store.knownOrder(orderId)),
    knownOrdersByLock: async (lockIds) => {
      const found = await store.knownOrdersByLock(lockIds);
      const locks = [...found].sort(([a], [b]) => compare(a, b));
      return new Map(locks.map(([lockId, orders]) => [lockId, orders.flatMap((one) => orderOf(one) ?? [])]));
    },
    changeOrder: (orderId, decide) => store.changeOrder(orderId, (known) => decide(orderOf(known))),
    knownAtPosition: async (position) => sorted(await store.knownAtPosition(position)),
    removedSince: async (...asked) => sorted(await store.removedSince(...asked)),
    concludeRemoval: (planId, decide) => store.concludeRemoval(planId, (known) => decide(sorted(known))),
  };
  return { store: { ...store, ...sorting }, reports, appendWith };
}

const orderOf = (known: KnownOrder | null) => known && { ...known, reservations: sorted(known.reservations) };

const sorted = (known: readonly KnownReservation[]) => [...known].sort((a, b) => compare(keyOf(a), keyOf(b)));

const keyOf = ({ orderId, lockId, skuId, warehouseId }: KnownReservation) =>
  [orderId, lockId, skuId, warehouseId].join('\0');

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
