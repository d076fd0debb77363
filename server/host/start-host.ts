import { checkRights } from '@holdfast/node/listeners/check-rights';
import { createHealthListener, createListener } from '../http/app';
import { HOOK_PATH } from '../http/hook-route';
import type { JobServices } from '../jobs/job-services';
import { startWorkers, type Workers } from '../jobs/start-workers';
import { erpTasks, newOrderTasks, storeTasks } from '../jobs/task-lists';
import type { Log } from '../log/create-log';
import { createMetrics, type Metrics } from '../metrics/create-metrics';
import { addWatchedGauges } from '../metrics/watched-gauges';
import { createPostgresStore } from '../postgres/store/create-postgres-store';
import { apiRouter } from './api-router';
import { attention } from './attention';
import { createIntake } from './create-intake';
import { createJobServices } from './create-job-services';
import { firstJobs } from './first-jobs';
import { createGateway } from './gateway';
import { hostHealth } from './host-health';
import type { HostSettings } from './host-settings';
import type { OpenDatabase } from './open-database';
import { createPanel } from './panel';
import { type KeptSecret, keepSecret } from './secrets';
import { type RunningHttp, startHttp } from './start-http';
import { startLine } from './start-line';
import { watchedFacts } from './watched-facts';

export interface Host {
  /** Null in the role `worker`. */
  port: number | null;
  adminToken: KeptSecret;
  metrics: Metrics;
  services: JobServices;
  /** Stops listening, commits what was taken in, ends the running jobs. The database is the caller's. */
  stop(): Promise<void>;
}

const STORE_CONCURRENCY = 8;
/** They share VTEX's pace with all others, and wait for it in one line: of twelve that stand there, four. */
const NEW_ORDER_CONCURRENCY = 4;
const ERP_CONCURRENCY = 8;

/** Runs one account on an open database, in the roles the settings ask for. One that cannot start leaves nothing running. */
export async function startHost(settings: HostSettings, database: OpenDatabase, log: Log): Promise<Host> {
  const { account } = settings.vtex;
  const { host } = settings;
  const webStore = createPostgresStore({ pool: database.web, account, now: Date.now });
  const adminToken = await keepSecret(webStore, 'secret.admin-token', settings.adminToken);
  const hookSecret = await keepSecret(webStore, 'secret.hook', settings.hookSecret);
  const intake = createIntake({ pool: database.intake, account, log, metrics: () => metrics, now: Date.now });
  let workers: Workers | null = null;
  const metrics: Metrics = createMetrics({ waitingNotifications: () => intake.waiting() });
  addWatchedGauges(metrics.registry, {
    account,
    read: watchedFacts(database.web, account, webStore),
    now: Date.now,
  });
  const services = createJobServices({
    settings,
    databaseUrl: database.url,
    pool: database.jobs,
    log,
    metrics,
    turns: database.turns,
    hook: null,
    isRush: intake.isRush,
  });
  const publicUrl = () => (services.hook === null ? null : new URL(services.hook.url).origin);
  const shown = { adminToken: adminToken.value, pool: database.web, store: webStore, publicUrl };
  const panel = await createPanel({ ...shown, account, now: Date.now });
  const health = {
    ...hostHealth({
      pool: database.web,
      metrics,
      works: settings.role !== 'server',
      workers: () => workers,
      now: Date.now,
    }),
    attention: () => attention(webStore),
  };
  const gateway = createGateway({ settings, services, pool: database.web, store: webStore });
  const listener = createListener({
    log,
    trustedProxies: settings.trustedProxies,
    hook: { account, hookSecret: hookSecret.value, intake, metrics },
    health: settings.healthPort === null ? health : null,
    stockCount: {
      store: webStore,
      dispatcher: services.dispatcher,
      inboundToken: settings.erpInboundToken,
      countMaxAgeDays: settings.countMaxAgeDays,
      now: Date.now,
      newId: services.newId,
    },
    gateway: gateway.middleware,
    api: apiRouter({ ...shown, settings, services, sessions: panel.sessions }),
    panel: panel.middlewares,
  });
  // Listening comes before the workers: VTEX pings the hook while they register it.
  let http: RunningHttp | null = null;
  let healthHttp: RunningHttp | null = null;
  const stop = async () => {
    await http?.stop();
    await intake.drain();
    await workers?.stop();
    await services.close();
    gateway.close();
    await healthHttp?.stop();
  };
  try {
    if (settings.healthPort !== null)
      healthHttp = await startHttp(createHealthListener(log, health), settings.healthPort, { host });
    if (settings.role !== 'worker') http = await startHttp(listener, settings.port, { host });
    services.hook = hookOf(settings, http, hookSecret.value);
    if (settings.role !== 'server') {
      // Before a job can send an update.
      await checkRights(services);
      workers = await startJobs(services);
      await firstJobs(services);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const started = {
    settings,
    databaseUrl: database.url,
    hookUrl: services.hook?.url ?? null,
    connector: services.connector?.name ?? null,
    port: http?.port ?? null,
  };
  log.info(startLine(started), 'Holdfast is running.');
  return {
    port: http?.port ?? null,
    adminToken,
    metrics,
    services,
    stop,
  };
}

function hookOf(
  { publicUrl, port }: HostSettings,
  http: RunningHttp | null,
  secret: string,
): JobServices['hook'] {
  if (publicUrl === null) return null;
  const base = publicUrl === 'own-port' ? `http://127.0.0.1:${http?.port ?? port}` : publicUrl;
  return { url: `${base}${HOOK_PATH}`, secret };
}

function startJobs(services: JobServices): Promise<Workers> {
  return startWorkers({
    pool: services.pool,
    account: services.account,
    locks: services.locks,
    log: services.log,
    now: services.now,
    storeTasks: storeTasks(services),
    newOrderTasks: newOrderTasks(services),
    erpTasks: erpTasks(services),
    storeConcurrency: STORE_CONCURRENCY,
    newOrderConcurrency: NEW_ORDER_CONCURRENCY,
    erpConcurrency: ERP_CONCURRENCY,
    erpPollMinutes: services.connector?.readStock === undefined ? 0 : services.erpPollMinutes,
  });
}
