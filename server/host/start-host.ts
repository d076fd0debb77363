import { checkRights } from '@holdfast/node/listeners/check-rights';
import { createHealthListener, createListener } from '../http/app';
import { HOOK_PATH } from '../http/hook-route';
import { createDoorBook } from '../http/session/door-book';
import { peopleOf } from '../http/session/people';
import type { JobServices } from '../jobs/job-services';
import { startWorkers, type Workers } from '../jobs/start-workers';
import { erpTasks, newOrderTasks, storeTasks } from '../jobs/task-lists';
import type { Log } from '../log/create-log';
import { createMetrics, type Metrics } from '../metrics/create-metrics';
import { addWatchedGauges } from '../metrics/watched-gauges';
import { createPostgresStore } from '../postgres/store/create-postgres-store';
import { keepAdminToken } from './admin-token';
import { apiRouter } from './api-router';
import { attention } from './attention';
import { createIntake } from './create-intake';
import { createJobServices } from './create-job-services';
import { askFor, firstJobs } from './first-jobs';
import { createGateway } from './gateway';
import { hostHealth } from './host-health';
import type { HostSettings } from './host-settings';
import type { OpenDatabase } from './open-database';
import { createPanel } from './panel';
import { peopleOfSettings } from './people-of-settings';
import { keepSecret } from './secrets';
import { type RunningHttp, startHttp } from './start-http';
import { startLine } from './start-line';
import { watchedFacts } from './watched-facts';

export interface Host {
  /** Null in the role `worker`. */
  port: number | null;
  /** The admin token, at the start that made it; nobody can tell it afterwards. */
  madeToken: string | null;
  /** Whether anybody may sign in. */
  isAnybodyLetIn(): boolean;
  metrics: Metrics;
  services: JobServices;
  /** Goes on with other secrets; nothing else of the settings may have changed. */
  change(settings: HostSettings): Promise<void>;
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
  const isAnybodyGiven = settings.adminToken !== null || settings.users.length > 0;
  const made = await keepAdminToken(webStore, settings.showsSecrets && !isAnybodyGiven);
  const keptHookSecret = await keepSecret(webStore, 'secret.hook', settings.hookSecrets[0] ?? null);
  let current = settings;
  let people = peopleOfSettings(current, made.digest);
  const hookSecrets = () => (current.hookSecrets.length > 0 ? current.hookSecrets : [keptHookSecret]);
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
    vtexKeys: () => current.vtex.keys,
    isRush: intake.isRush,
  });
  const publicUrl = () => (services.hook === null ? null : new URL(services.hook.url).origin);
  const book = createDoorBook({
    append: (entries) => webStore.appendLog(entries),
    onFailure: (error) => log.debug({ err: error }, 'Who came to a door could not be written down.'),
  });
  const shown = { book, people: peopleOf(() => people), pool: database.web, store: webStore, publicUrl };
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
  const gateway = createGateway({
    settings,
    callers: () => current.gatewayCallers,
    vtexKeys: () => current.vtex.keys,
    services,
    pool: database.web,
    store: webStore,
  });
  const listener = createListener({
    log,
    trustedProxies: settings.trustedProxies,
    publicUrl,
    hook: { account, hookSecrets, intake, metrics, turnedAway: () => book.turnedAway('hook') },
    health: settings.healthPort === null ? health : null,
    stockCount: {
      store: webStore,
      dispatcher: services.dispatcher,
      turnedAway: () => book.turnedAway('counts'),
      inboundTokens: () => current.erpInboundTokens,
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
    services.hook = hookOf(settings, http, hookSecrets());
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
    madeToken: made.made,
    isAnybodyLetIn: () => people.length > 0,
    metrics,
    services,
    async change(next) {
      const [secret] = hookSecrets();
      current = next;
      people = peopleOfSettings(next, made.digest);
      services.reopenErp(next);
      services.hook = hookOf(next, http, hookSecrets());
      if (settings.role !== 'server' && hookSecrets()[0] !== secret) await askFor('keep-listening', services);
    },
    stop,
  };
}

function hookOf(
  { publicUrl, port }: HostSettings,
  http: RunningHttp | null,
  [secret]: readonly string[],
): JobServices['hook'] {
  if (publicUrl === null || secret === undefined) return null;
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
