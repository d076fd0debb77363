import { positionKey } from '@holdfast/node/core/position';
import type { OpenDatabase, Records } from '../../host/database';
import { WHOLE_STEPS } from '../../host/whole-steps';
import { createMemoryReconciliations } from './memory-reconciliations';
import { createMemoryStore } from './memory-store';

/** In the memory of this process: the fast one. */
export const openMemoryDatabase: OpenDatabase = async ({ account, time }) => {
  const store = createMemoryStore({ account, now: time.now });
  const records: Records = {
    store,
    reports: createMemoryReconciliations(store.tables),
    async appendWith(entries, follow) {
      const appended = store.appendLog(entries);
      follow();
      await appended;
    },
  };
  return {
    ...records,
    ofProcess: (life, locks) => ({
      ...records,
      store: {
        ...store,
        lockPosition: async (position) => locks.take(`position/${positionKey(position)}`, life),
        lockAccountUpdates: async () => locks.take('account-updates', life),
      },
      hazards: WHOLE_STEPS,
      loseLocks: () => undefined,
      die: () => undefined,
    }),
    log: async () => store.tables.log,
    end: async () => undefined,
  };
};
