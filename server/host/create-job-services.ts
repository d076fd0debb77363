import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createVtexApi } from '@holdfast/node/clients/vtex/create-vtex-api';
import { createVtexProblemRecorder, letsIn } from '@holdfast/node/clients/vtex/vtex-problems';
import { watchVtex } from '@holdfast/node/clients/vtex/watch-vtex';
import { sayFailure } from '@holdfast/node/middlewares/outcome';
import type { Store } from '@holdfast/node/store/store';
import type { Pool } from 'pg';
import type { VtexKey } from '../config/server-config';
import { createMakeWay } from '../ingest/make-way';
import type { JobServices } from '../jobs/job-services';
import { createPostgresDispatcher } from '../jobs/postgres-dispatcher';
import type { Log } from '../log/create-log';
import { tellingConnector } from '../log/telling-connector';
import { tellingStore } from '../log/telling-store';
import type { Turns } from '../log/turns';
import { countingConnector } from '../metrics/counting-connector';
import { countingStore } from '../metrics/counting-store';
import type { Metrics } from '../metrics/create-metrics';
import { createReconciliationStore } from '../postgres/reconciliation/create-reconciliation-store';
import { createSessionLocks } from '../postgres/session-locks';
import { createPostgresStore } from '../postgres/store/create-postgres-store';
import { createAxiosTransport } from '../vtex-http/axios-transport';
import { createPostgresRateLimiter } from '../vtex-http/postgres-rate-limiter';
import { chainRunner } from './chain-runner';
import { createConnector, type OpenedErp } from './create-connector';
import type { HostSettings } from './host-settings';

export interface JobServicesOptions {
  settings: HostSettings;
  databaseUrl: string;
  pool: Pool;
  log: Log;
  metrics: Metrics;
  /** Hears of what becomes wrong and right again. */
  turns: Turns;
  hook: JobServices['hook'];
  /** Asked for each request to VTEX. */
  vtexKeys(): readonly VtexKey[];
  /** Whether the intake of this process has so much to do that jobs should wait. */
  isRush(): boolean;
}

export interface OpenJobServices extends JobServices {
  /** Connects anew, with what changed in the settings. */
  reopenErp(settings: HostSettings): void;
  close(): Promise<void>;
}

/** With eight workers, four jobs a second go on however long a rush lasts. */
const MAKE_WAY_AT_MOST_MS = 2_000;

/** Builds everything the jobs work with; `close` lets go of its connections. */
export function createJobServices(options: JobServicesOptions): OpenJobServices {
  const { settings, pool, log, metrics } = options;
  const { account } = settings.vtex;
  const locks = createSessionLocks({
    databaseUrl: options.databaseUrl,
    account,
    onLost: (error) => log.warn({ err: error }, 'The connection that holds the locks was lost.'),
  });
  const now = Date.now;
  const store = createPostgresStore({ pool, account, now, locks });
  const transport = createAxiosTransport({ baseUrl: settings.vtex.baseUrl, keys: options.vtexKeys });
  const opened: OpenedErp[] = [];
  const openErp = (as: HostSettings) => {
    const erp = createConnector(as);
    opened.push(erp);
    return erp.connector && tellingConnector(countingConnector(erp.connector, metrics), options.turns);
  };
  const connector = openErp(settings);
  const services: JobServices & Pick<OpenJobServices, 'close'> = {
    account,
    vtex: vtexOf(options, store, transport),
    store: tellingStore(countingStore(store, metrics), log, options.turns),
    dispatcher: createPostgresDispatcher({ pool, store, account }),
    settings: {
      mode: settings.mode,
      guardGapMs: settings.guardGapMs,
      gatherWindowMs: settings.gatherWindowMs,
      mirrorOn: connector !== null,
    },
    now,
    newId: randomUUID,
    pause: (ms) => sleep(ms),
    makeWay: createMakeWay({
      isBusy: options.isRush,
      now,
      pause: (ms) => sleep(ms),
      atMostMs: MAKE_WAY_AT_MOST_MS,
    }),
    random: Math.random,
    pool,
    locks,
    log,
    metrics,
    chain: chainRunner,
    connector,
    hook: options.hook,
    takeOver: settings.takeOver,
    retentionDays: settings.retentionDays,
    reports: createReconciliationStore({ pool, account }),
    erpPollMinutes: settings.erpPollMinutes,
    backfillHours: settings.backfillHours,
    async close() {
      transport.close();
      for (const erp of opened) erp.close();
      await locks.close();
    },
  };
  return Object.assign(services, {
    // What is on its way to the ERP ends as it began; the connections of before close with the others.
    reopenErp(as: HostSettings) {
      services.connector = openErp(as);
    },
  });
}

function vtexOf(
  { settings, pool, metrics, log, turns }: JobServicesOptions,
  store: Store,
  transport: Parameters<typeof createVtexApi>[0]['transport'],
) {
  const recorder = createVtexProblemRecorder(
    store,
    Date.now,
    (failure) => turns.wrong(`VTEX (${failure.kind})`, sayFailure(failure)),
    (kind) => turns.right(`VTEX (${kind})`),
  );
  const api = createVtexApi({
    transport,
    limiter: createPostgresRateLimiter(pool, settings.vtex.account, Date.now),
    now: Date.now,
    random: Math.random,
    sleep: (ms) => sleep(ms),
    onSent({ endpoint, status }) {
      metrics.vtexCalls.inc({ endpoint, status: status === null ? 'none' : String(status) });
      if (status !== null && letsIn(status)) {
        recorder
          .succeeded(endpoint)
          .catch((error: unknown) => log.debug({ err: error }, 'A problem could not be cleared.'));
      }
    },
  });
  return watchVtex(api, (failure) => recorder.failed(failure).catch(() => undefined));
}
