import type { StoredLogEntry } from '@holdfast/node/store/sync-log';
import { createMemoryDocuments } from '../../simulation/stores/vbase/memory-documents';
import { START_MS } from './examples';
import { reconciliationContract } from './reconciliation-contract';
import { storeContract } from './store-contract';
import { memorySink, workerOn } from './vbase-fixtures';
import { changesIn } from './vbase-scenes';

storeContract('the VBase store over memory documents', async (account, clock) => {
  const documents = createMemoryDocuments();
  const lines: StoredLogEntry[] = [];
  const options = { account, sink: memorySink(lines), now: () => clock.nowMs };
  return {
    store: workerOn(documents, options),
    another: workerOn(documents, options),
    ofAccount: async (other) => workerOn(createMemoryDocuments(), { ...options, account: other }),
    logged: async () => lines,
    recordedChanges: async () => changesIn(documents.files),
    close: async () => undefined,
  };
});

reconciliationContract('the VBase store over memory documents', async () => {
  const clock = { nowMs: START_MS };
  const documents = createMemoryDocuments();
  const now = () => clock.nowMs;
  // Another worker's than the one that ends removals.
  const { reports } = workerOn(documents, { now });
  return { store: workerOn(documents, { now }), clock, reports };
});
