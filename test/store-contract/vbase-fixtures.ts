import type { Documents } from '@holdfast/node/io/documents/documents';
import { createVBaseStore, type VBaseStore } from '@holdfast/node/io/store/create-vbase-store';
import type { LogSink } from '@holdfast/node/io/store/log-sink';
import type { StoredLogEntry } from '@holdfast/node/store/sync-log';
import { START_MS } from './examples';

/** Keeps each line once, as an index with the line's id for its key does. */
export function memorySink(lines: StoredLogEntry[]): LogSink {
  return {
    append: async (entries) => {
      for (const entry of entries) {
        if (!lines.some(({ id }) => id === entry.id)) lines.push(entry);
      }
    },
    planChanged: async () => undefined,
  };
}

/** Ids, jitter and pauses without chance: a pause only lets the others go first. */
export function counting(prefix = 'id') {
  let ids = 0;
  let state = 1;
  return {
    newId: () => `${prefix}-${++ids}`,
    random: () => {
      state = (state * 16_807) % 2_147_483_647;
      return state / 2_147_483_647;
    },
    pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
}

let workers = 0;

/** The store as a worker of its own has it: nothing shared but the documents. `more` is what matters to the test. */
export function workerOn(
  documents: Documents,
  more: Partial<Parameters<typeof createVBaseStore>[0]> = {},
): VBaseStore {
  return createVBaseStore({
    account: 'acme',
    documents,
    sink: memorySink([]),
    now: () => START_MS,
    ...counting(`w${++workers}`),
    ...more,
  });
}
