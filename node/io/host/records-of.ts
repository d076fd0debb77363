import { createIoQueries } from '../search/create-io-queries';
import { createLogSink } from '../search/create-log-sink';
import { createMasterData } from '../search/master-data';
import { createSearchIndex } from '../search/search-index';
import { createSearchMemory } from '../search/search-memory';
import { createVBaseStore } from '../store/create-vbase-store';
import { backlogOf } from '../work/backlog';
import type { Records, RecordsParts } from './account-memory';

export interface RecordsServices extends RecordsParts {
  now(): number;
  newId(): string;
  random(): number;
  pause(ms: number): Promise<void>;
}

/** The record in VBase, the log and the recommendations in Master Data, and what can be asked of both. */
export function recordsOf(services: RecordsServices): Records {
  const { tenant, documents, work, ports, now, newId, random, pause } = services;
  const masterData = createMasterData({ send: (request) => ports().masterData.send(request) });
  const memory = createSearchMemory();
  // Master Data is one for all workspaces of an account, VBase is not.
  const search = { index: createSearchIndex({ masterData, memory, now }), scope: tenant.workspace };
  const sink = createLogSink(search);
  const { account } = tenant;
  const store = createVBaseStore({ account, documents, sink, now, newId, random, pause });
  const queries = createIoQueries({
    ...search,
    memory,
    reads: store.reads,
    documents,
    store,
    backlog: () => backlogOf(documents, work, now()),
    now,
  });
  return { store, queries, search };
}
