import { createMemoryReconciliations } from '@holdfast/node/store/memory/memory-reconciliations';
import { createMemoryStore } from '@holdfast/node/store/memory/memory-store';
import type { ReconciliationStore } from '@holdfast/node/store/reconciliation';
import type { Store } from '@holdfast/node/store/store';
import type { StoredLogEntry } from '@holdfast/node/store/sync-log';

/** What all of Holdfast's processes keep their records in. What goes wrong with it is the processes' peril. */
export interface Database {
  store: Store;
  reports: ReconciliationStore;
  /** What was written to its log, oldest first. */
  log(): Promise<readonly StoredLogEntry[]>;
  /** The day is over, and nobody comes back. */
  end(): Promise<void>;
}

/** A new and empty one, by the clock of the day. */
export type OpenDatabase = (of: { account: string; now(): number }) => Promise<Database>;

export const openMemoryDatabase: OpenDatabase = async (of) => {
  const store = createMemoryStore(of);
  return {
    store,
    reports: createMemoryReconciliations(store.tables),
    log: async () => store.tables.log,
    end: async () => undefined,
  };
};
