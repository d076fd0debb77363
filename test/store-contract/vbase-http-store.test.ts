import { createVBaseDocuments } from '@holdfast/node/io/documents/vbase-documents';
import { createVBaseStore } from '@holdfast/node/io/store/create-vbase-store';
import type { StoredLogEntry } from '@holdfast/node/store/sync-log';
import { storeContract } from './store-contract';
import { counting, memorySink } from './vbase-fixtures';
import { changesIn } from './vbase-scenes';
import { startVBase, type VBaseServer } from './vbase-server';

let servers: VBaseServer[] = [];

beforeAll(async () => {
  servers = await Promise.all([startVBase(), startVBase()]);
});

afterAll(() => Promise.all(servers.map((server) => server.close())));

/** VBase keeps the accounts apart by itself: each account has a server of its own here. */
storeContract('the VBase store over HTTP', async (account, clock) => {
  const [own, other] = servers;
  if (!own || !other) throw new Error('the servers are started before the first test');
  own.empty();
  other.empty();
  own.faults.conflictStatus = 409;
  const lines: StoredLogEntry[] = [];
  const options = { account, sink: memorySink(lines), now: () => clock.nowMs, ...counting() };
  const storeOn = (server: VBaseServer, name: string) =>
    createVBaseStore({ ...options, account: name, documents: createVBaseDocuments(server.http) });
  return {
    store: storeOn(own, account),
    another: storeOn(own, account),
    ofAccount: async (name) => storeOn(other, name),
    logged: async () => lines,
    recordedChanges: async () => changesIn(own.files),
    close: async () => undefined,
  };
});
