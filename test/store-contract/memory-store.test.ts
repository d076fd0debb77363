import { createMemoryReconciliations } from '../../simulation/stores/memory/memory-reconciliations';
import { createMemoryStore } from '../../simulation/stores/memory/memory-store';
import { START_MS } from './examples';
import { reconciliationContract } from './reconciliation-contract';
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

reconciliationContract('the memory store', async () => {
  const clock = { nowMs: START_MS };
  const store = createMemoryStore({ account: 'acme', now: () => clock.nowMs });
  return { store, clock, reports: createMemoryReconciliations(store.tables) };
});
