import { PlatformUnavailable } from '@holdfast/node/io/documents/platform-unavailable';
import { createVBaseStore } from '@holdfast/node/io/store/create-vbase-store';
import type { LogSink } from '@holdfast/node/io/store/log-sink';
import type { StoredLogEntry } from '@holdfast/node/store/sync-log';
import { between, chanceOf } from '../../chance';
import type { DatabaseOf, OpenDatabase, Records } from '../../host/database';
import { DatabaseLost, Life } from '../../host/life';
import { wrapped } from '../../host/rough-store';
import { nextTurn } from '../../time/real-work';
import { createMemoryDocuments } from './memory-documents';
import { roughDocuments } from './rough-documents';
import { vbaseHazards } from './vbase-hazards';

/**
 * VBase's documents, where a process may die between any two writes; each process has the caches of a worker. Calls
 * that take time do so by the day's clock: a store that is compared with another one, call by call, takes none.
 */
export const openVBaseDatabase =
  ({ takesTime }: { takesTime: boolean }): OpenDatabase =>
  async (of) => {
    const documents = createMemoryDocuments();
    const lines = new Map<string, StoredLogEntry>();
    const sink = sinkOf(lines);
    let workers = 0;
    let ids = 0;
    function worker(life: Life, nth: number, process: { onCut: () => void }): Records {
      const { account, time, seed } = of;
      const rough = roughDocuments(documents, {
        pass: takesTime ? passing(of, life, nth) : async () => undefined,
        outlive: (promise) => life.outlive(promise),
        die: () => process.onCut(),
      });
      const store = createVBaseStore({
        account,
        documents: rough,
        sink,
        now: time.now,
        newId: () => `w-${++ids}`,
        random: chanceOf(seed, `worker/${nth}`).next,
        pause: (ms) => (takesTime ? life.outlive(time.sleep(ms)) : nextTurn()),
      });
      return {
        store: wrapped(store, comingBack),
        reports: wrapped(store.reports, comingBack),
        async appendWith(entries, follow) {
          await comingBack('appendLog', () => store.appendLog(entries));
          follow();
        },
      };
    }
    return {
      ...worker(new Life('outside'), 0, { onCut: () => undefined }),
      ofProcess(life) {
        workers += 1;
        const process = { onCut: () => undefined };
        return {
          ...worker(life, workers, process),
          hazards: vbaseHazards(of.seed + workers, of.tally, process),
          // Its leases end by the clock, and with nothing else.
          loseLocks: () => undefined,
          die: () => undefined,
        };
      },
      log: async () => [...lines.values()].sort((a, b) => a.atMs - b.atMs),
      end: async () => undefined,
    };
  };

/** Some calls take their time, as long as anything is rough; nobody waits for them from outside. */
function passing({ seed, time, isRough }: DatabaseOf, life: Life, nth: number): () => Promise<void> {
  const chance = chanceOf(seed, `vbase/${nth}`);
  return async () => {
    if (nth > 0 && isRough() && chance.chance(0.1)) await life.outlive(time.sleep(between(chance, 1, 60)));
  };
}

/** As the host takes it: the work stays due. */
async function comingBack<T>(name: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof PlatformUnavailable)) throw error;
    throw new DatabaseLost(`${name}: ${error.message}`);
  }
}

function sinkOf(lines: Map<string, StoredLogEntry>): LogSink {
  return {
    append: async (entries) => {
      for (const entry of entries) lines.set(entry.id, entry);
    },
    planChanged: async () => undefined,
  };
}
