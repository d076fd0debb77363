import { createMemoryStore } from '@holdfast/node/store/memory/memory-store';
import { storeContract } from './store-contract';

storeContract('the memory store', async (account, clock) => {
  const now = () => clock.nowMs;
  const store = createMemoryStore({ account, now });
  return {
    store,
    another: null,
    ofAccount: async (other) => createMemoryStore({ account: other, now }),
    logged: async () => [...store.tables.log],
    recordedChanges: async () => [...store.tables.changes.values()],
    close: async () => undefined,
  };
});
