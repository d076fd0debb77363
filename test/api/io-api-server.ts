import { createIoQueries } from '@holdfast/node/io/search/create-io-queries';
import { createLogSink } from '@holdfast/node/io/search/create-log-sink';
import { createMasterData } from '@holdfast/node/io/search/master-data';
import { createIoRetryStore } from '@holdfast/node/io/search/retry-store';
import { createSearchIndex, type SearchIndex } from '@holdfast/node/io/search/search-index';
import { createSearchMemory, type SearchMemory } from '@holdfast/node/io/search/search-memory';
import { createVBaseStore, type VBaseStore } from '@holdfast/node/io/store/create-vbase-store';
import { createMemoryDocuments, type MemoryDocuments } from '../../simulation/stores/vbase/memory-documents';
import { type ServedApi, serveApi } from './api-server';
import { type SmallMasterData, startSmallMasterData } from './small-master-data';

export interface IoApiServer extends ServedApi {
  store: VBaseStore;
  documents: MemoryDocuments;
  masterData: SmallMasterData;
  memory: SearchMemory;
  index: SearchIndex;
}

/** The admin API as VTEX IO has it: record in documents, log and recommendations in Master Data over HTTP. */
export async function openIoApiServer(startMs: number): Promise<IoApiServer> {
  const clock = { ms: startMs };
  const now = () => clock.ms;
  const documents = createMemoryDocuments();
  const masterData = await startSmallMasterData();
  const memory = createSearchMemory();
  const index = createSearchIndex({ masterData: createMasterData(masterData.http), memory, now });
  const scoped = { index, scope: 'master' };
  let ids = 0;
  const store = createVBaseStore({
    account: 'acme',
    documents,
    sink: createLogSink(scoped),
    now,
    newId: () => `id-${ids++}`,
    random: () => 0.5,
    pause: async () => undefined,
  });
  const { reads } = store;
  const queries = createIoQueries({
    ...scoped,
    memory,
    reads,
    documents,
    store,
    now,
    backlog: async () => [],
  });
  const served = await serveApi({ store, queries, retry: createIoRetryStore({ reads, store }), clock });
  return {
    ...served,
    store,
    documents,
    masterData,
    memory,
    index,
    async close() {
      await served.close();
      await masterData.close();
    },
  };
}
