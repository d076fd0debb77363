import { setTimeout as pause } from 'node:timers/promises';
import { type HostHealthOptions, hostHealth } from '@holdfast/server/host/host-health';
import { addOrderJobs } from '@holdfast/server/jobs/job-queries';
import type { JobServices } from '@holdfast/server/jobs/job-services';
import { startWorkers } from '@holdfast/server/jobs/start-workers';
import { erpTasks, newOrderTasks, storeTasks } from '@holdfast/server/jobs/task-lists';
import { anId } from '../builders/an-id';
import { jobServices } from '../builders/job-services';

/** Jobs that come all the time, and the runners that work them, as in a server. */
export interface JobLoad {
  /** What `/readyz` would say. */
  whyNotReady(): Promise<string | null>;
  /** Orders whose look has ended, at least once. */
  looked: ReadonlySet<string>;
  /** Orders that were looked at twice at the same time. */
  lookedTogether: ReadonlySet<string>;
  /** Asks for a look at a new order and says which; rejects when the database does not take it. */
  ask(): Promise<string>;
  /** Asks all the time; `stop` says which orders the database took. */
  pour(): { stop(): Promise<string[]> };
  end(): Promise<void>;
}

export interface JobLoadOptions {
  databaseUrl: string;
  /** How long a statement may take; left out: as in the server. */
  timeoutMs?: number;
}

const ACCOUNT = 'mystore';
const LONGEST_LOOK_MS = 60;
const EVERY_MS = 10;

export async function startJobLoad({ databaseUrl, timeoutMs }: JobLoadOptions): Promise<JobLoad> {
  const looks = createLooks();
  const services = jobServices({ databaseUrl, account: ACCOUNT, timeoutMs, chain: looks.chain });
  const workers = await startWorkers({
    ...services,
    storeTasks: storeTasks(services),
    newOrderTasks: newOrderTasks(services),
    erpTasks: erpTasks(services),
    storeConcurrency: 4,
    newOrderConcurrency: 2,
    erpConcurrency: 2,
  });
  const health: HostHealthOptions = { ...services, works: true, workers: () => workers };
  let last = 0;
  async function ask(): Promise<string> {
    last += 1;
    const orderId = `v${last}-01`;
    await addOrderJobs(services.pool, ACCOUNT, [anId(orderId)]);
    return orderId;
  }
  return {
    ...looks,
    whyNotReady: hostHealth(health).whyNotReady,
    ask,
    pour: () => pour(ask),
    async end() {
      await workers.stop();
      await services.locks.close();
      await services.pool.end();
    },
  };
}

/** A look takes a moment and then writes, as a real one does. */
function createLooks() {
  const looked = new Set<string>();
  const lookedTogether = new Set<string>();
  const inside = new Set<string>();
  const chain: JobServices['chain'] = {
    async lookAtOrder({ store }, { orderId }) {
      if (inside.has(orderId)) lookedTogether.add(orderId);
      inside.add(orderId);
      try {
        await pause(Math.random() * LONGEST_LOOK_MS);
        await store.appendLog([{ kind: 'listener', outcome: 'ok', message: 'x'.repeat(1_000) }]);
        looked.add(orderId);
      } finally {
        inside.delete(orderId);
      }
      return { kind: 'done' };
    },
    planPosition: async () => ({ kind: 'done' }),
  };
  return { looked, lookedTogether, chain };
}

function pour(ask: JobLoad['ask']): ReturnType<JobLoad['pour']> {
  const taken: string[] = [];
  let stopped = false;
  const pouring = (async () => {
    while (!stopped) {
      const orderId = await ask().catch(() => null);
      if (orderId !== null) taken.push(orderId);
      await pause(EVERY_MS);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await pouring;
      return taken;
    },
  };
}
