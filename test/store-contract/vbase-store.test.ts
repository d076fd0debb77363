import { createMemoryDocuments } from '@holdfast/node/io/documents/memory-documents';
import { createVBaseStore } from '@holdfast/node/io/store/create-vbase-store';
import type { StoredLogEntry } from '@holdfast/node/store/sync-log';
import { storeContract } from './store-contract';
import { counting, memorySink } from './vbase-fixtures';
import { changesIn } from './vbase-scenes';

storeContract('the VBase store over memory documents', async (account, clock) => {
  const documents = createMemoryDocuments();
  const lines: StoredLogEntry[] = [];
  const options = { account, sink: memorySink(lines), now: () => clock.nowMs, ...counting() };
  return {
    store: createVBaseStore({ ...options, documents }),
    another: createVBaseStore({ ...options, documents }),
    ofAccount: async (other) =>
      createVBaseStore({ ...options, account: other, documents: createMemoryDocuments() }),
    logged: async () => lines,
    recordedChanges: async () => changesIn(documents.files),
    close: async () => undefined,
  };
});
