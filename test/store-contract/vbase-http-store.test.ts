import { createVBaseDocuments } from '@holdfast/node/io/documents/vbase-documents';
import type { StoredLogEntry } from '@holdfast/node/store/sync-log';
import { START_MS } from './examples';
import { reconciliationContract } from './reconciliation-contract';
import { storeContract } from './store-contract';
import { memorySink, workerOn } from './vbase-fixtures';
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
  const options = { account, sink: memorySink(lines), now: () => clock.nowMs };
  const storeOn = (server: VBaseServer, name: string) =>
    workerOn(createVBaseDocuments(server.http), { ...options, account: name });
  return {
    store: storeOn(own, account),
    another: storeOn(own, account),
    ofAccount: async (name) => storeOn(other, name),
    logged: async () => lines,
    recordedChanges: async () => changesIn(own.files),
    close: async () => undefined,
  };
});

reconciliationContract('the VBase store over HTTP', async () => {
  const [own] = servers;
  if (!own) throw new Error('the servers are started before the first test');
  own.empty();
  const clock = { nowMs: START_MS };
  const now = () => clock.nowMs;
  const store = () => workerOn(createVBaseDocuments(own.http), { now });
  return { store: store(), clock, reports: store().reports };
});
