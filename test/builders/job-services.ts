import type { ChainRunner, JobServices } from '@holdfast/server/jobs/job-services';
import { createPostgresDispatcher } from '@holdfast/server/jobs/postgres-dispatcher';
import { createLog } from '@holdfast/server/log/create-log';
import { createMetrics } from '@holdfast/server/metrics/create-metrics';
import { createPool } from '@holdfast/server/postgres/pool';
import { createSessionLocks } from '@holdfast/server/postgres/session-locks';
import { createPostgresStore } from '@holdfast/server/postgres/store/create-postgres-store';

export interface JobServicesOptions {
  databaseUrl: string;
  account: string;
  /** What an order's and a position's jobs do. */
  chain: ChainRunner;
  makeWay?(): Promise<void>;
  /** How long a statement may take; left out: as in the server. */
  timeoutMs?: number;
}

/** What the jobs of one account work with, on a real database and without a store or an ERP. */
export function jobServices(options: JobServicesOptions): JobServices {
  const { databaseUrl, account, chain, makeWay = async () => undefined, timeoutMs } = options;
  const pool = createPool({ databaseUrl, applicationName: 'test jobs', max: 8, timeoutMs });
  const store = createPostgresStore({ pool, account, now: Date.now });
  const parts = {
    account,
    pool,
    store,
    dispatcher: createPostgresDispatcher({ pool, store, account }),
    locks: createSessionLocks({ databaseUrl, account, onLost: () => undefined, silentMs: timeoutMs }),
    log: createLog('silent'),
    metrics: createMetrics({ waitingNotifications: () => 0 }),
    chain,
    connector: null,
    hook: null,
    retentionDays: 30,
    settings: { mode: 'recommend' as const, guardGapMs: 1000, gatherWindowMs: 0, mirrorOn: false },
    now: Date.now,
    random: Math.random,
    newId: () => 'id',
    pause: async () => undefined,
    makeWay,
  };
  return parts as unknown as JobServices;
}
