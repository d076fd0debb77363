import type { ErpConnector } from '@holdfast/node/clients/erp/connector';
import type { Sandbox } from '@holdfast/sandbox/start-sandbox';
import { parseConfig } from '@holdfast/server/config/parse-config';
import { hostSettings } from '@holdfast/server/host/host-settings';
import { openDatabase } from '@holdfast/server/host/open-database';
import { type Host, startHost } from '@holdfast/server/host/start-host';
import { addJobNoLaterThan } from '@holdfast/server/jobs/job-queries';
import { type Task, taskName } from '@holdfast/server/jobs/task-names';
import { createLog } from '@holdfast/server/log/create-log';
import { type Admin, adminOf } from './admin';
import { atEnd } from './at-end';
import { ADMIN_TOKEN, type Environment, environmentOf } from './environment';
import { until } from './until';

export interface Holdfast {
  url: string;
  admin: Admin;
  /** What the clock would do later, now: drain the feed, sweep, look for what waits. */
  clockDoes(task: Task): Promise<void>;
  stop(): Promise<void>;
}

export interface HoldfastOptions {
  /** False: VTEX is given no hook. */
  listens?: boolean;
  /** Waits for the end of the first sweep, which looks two days back and takes some seconds. */
  swept?: boolean;
  /** What the ERP answers when it is asked for its stock; left out: it cannot be asked. */
  readStock?: ErpConnector['readStock'];
  environment?: Environment;
  /** Gets each line of the process log. */
  logTo?(line: string): void;
}

/**
 * The server as `main.ts` puts it together, in this process, on a database of the test's. Resolves when VTEX
 * has its hook and its feed, so that nothing a test does goes untold.
 */
export async function startHoldfast(
  sandbox: Sandbox,
  databaseUrl: string,
  { listens = true, swept = false, environment, readStock, logTo }: HoldfastOptions = {},
): Promise<Holdfast> {
  const parsed = parseConfig({
    ...environmentOf(sandbox),
    PORT: '0',
    DATABASE_URL: databaseUrl,
    ...environment,
  });
  if (!parsed.ok || parsed.config.vtex === null) throw new Error(JSON.stringify(parsed));
  const { config } = parsed;
  const log = createLog(config.logLevel, logTo && { write: logTo });
  const database = await openDatabase(config, log);
  let host: Host | null = null;
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await host?.stop();
    await database.close();
  };
  atEnd(stop);
  const settings = { ...hostSettings(config, parsed.config.vtex), publicUrl: listens ? 'own-port' : null };
  host = await startHost(settings, database, log);
  const { connector } = host.services;
  if (readStock !== undefined && connector !== null) host.services.connector = { ...connector, readStock };
  const url = `http://127.0.0.1:${host.port}`;
  const { pool, account } = host.services;
  const holdfast: Holdfast = {
    url,
    admin: adminOf(url, ADMIN_TOKEN),
    clockDoes: (task) =>
      addJobNoLaterThan(pool, {
        task,
        account,
        key: taskName(task, account),
        payload: {},
        notBeforeMs: Date.now(),
      }),
    stop,
  };
  await untilListening(sandbox, holdfast, listens, swept);
  return holdfast;
}

async function untilListening(
  sandbox: Sandbox,
  holdfast: Holdfast,
  listens: boolean,
  swept: boolean,
): Promise<void> {
  await until('hook and feed are registered', async () => {
    const { hook, feed, sweep } = (await holdfast.admin.overview()).listeners;
    const isHooked = listens ? sandbox.store.hook.config() !== null : hook?.outcome === 'off';
    return isHooked && feed !== null && (sweep !== null || !swept);
  });
}
