import type { LogSink } from '@holdfast/node/io/store/log-sink';
import type { StoredLogEntry } from '@holdfast/node/store/sync-log';

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
