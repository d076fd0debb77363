import type { Store } from '@holdfast/node/store/store';
import { memoryDeliveries } from './memory-deliveries';
import { memoryOrders } from './memory-orders';
import { memoryPlans } from './memory-plans';
import { memoryPositions } from './memory-positions';
import { appendLog, copy, emptyTables, type MemoryTables } from './memory-tables';

/** The store, and what it holds, for a test to look at. */
export type MemoryStore = Store & { readonly tables: Readonly<MemoryTables> };

/** A store that lives as long as the process: for tests and the simulation. No timers, no randomness. */
export function createMemoryStore({ account, now }: { account: string; now(): number }): MemoryStore {
  const tables = emptyTables(account, now);
  return {
    account,
    tables,
    ...memoryOrders(tables),
    ...memoryPositions(tables),
    ...memoryPlans(tables),
    ...memoryDeliveries(tables),
    appendLog: async (entries) => appendLog(tables, entries),
    setting: async (key) => copy(tables.settings.get(key) ?? null),
    setSetting: async (key, value) => {
      tables.settings.set(key, copy(value ?? null));
    },
    keepSetting: async (key, value) => {
      if (!tables.settings.has(key)) tables.settings.set(key, copy(value ?? null));
      return copy(tables.settings.get(key) ?? null);
    },
  };
}
