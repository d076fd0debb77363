import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../server/embedded-postgres/free-port';
import { until } from '../flows/until';
import { trytonFolder } from './folder';
import { login, type TrytonAddress } from './rpc';
import { copyTemplate, databaseUri, dropDatabase } from './tryton-database';

/** Its `url` (for `ERP_URL`) is the same after a restart. */
export interface RunningTryton extends TrytonAddress {
  /** `kill -9` of the server and its workers. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

/** As many as run at once: two that meet, and one to look on. */
const WORKERS = 3;
/** As docs/erp-connectors.md advises. */
const RETRY = 20;

/**
 * A Tryton of its own, on a copy of the template. `retry`: how often Tryton itself runs a request again that lost a
 * race in the database; with 0 every lost race is seen by whoever asked. `app`: the Python module that is served.
 */
export async function startTryton(
  name: string,
  { retry = RETRY, app = 'trytond.application' } = {},
): Promise<RunningTryton> {
  const folder = trytonFolder(name);
  prepareFolder(folder, retry);
  const database = await copyTemplate(name);
  const tryton = await openTryton(folder, database, app);
  await tryton.start();
  return {
    ...tryton,
    async stop() {
      await tryton.stop();
      await dropDatabase(database);
    },
  };
}

/** An empty folder with a configuration as docs/erp-connectors.md wants it. */
export function prepareFolder(folder: string, retry = RETRY): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const database = `[database]\nuri = ${databaseUri()}\nretry = ${retry}\n`;
  writeFileSync(configFile(folder), `${database}[cache]\nclean_timeout = 0\n`, { mode: 0o600 });
}

export const configFile = (folder: string) => path.join(folder, 'trytond.conf');

/** Not started yet. */
export async function openTryton(
  folder: string,
  database: string,
  app = 'trytond.application',
): Promise<RunningTryton> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let running: { pid: number; ended: Promise<void> } | null = null;
  const tryton: RunningTryton = {
    url,
    database,
    async start() {
      running = spawnServer(folder, port, app);
      await until('Tryton answers', () => login(tryton).catch(() => null), 60_000);
    },
    async kill() {
      if (running === null) return;
      const { pid, ended } = running;
      running = null;
      // The whole group: workers without their master would go on for a moment.
      process.kill(-pid, 'SIGKILL');
      await ended;
    },
    async stop() {
      await tryton.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return tryton;
}

function spawnServer(folder: string, port: number, app: string): { pid: number; ended: Promise<void> } {
  const log = openSync(path.join(folder, 'server.log'), 'a');
  const words = ['-w', String(WORKERS), '-b', `127.0.0.1:${port}`, '--timeout', '120'];
  const child = spawn('gunicorn', [...words, '--pythonpath', __dirname, `${app}:app`], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      TRYTOND_CONFIG: configFile(folder),
      PYTHONDONTWRITEBYTECODE: '1',
    },
    cwd: folder,
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error('gunicorn cannot be started');
  // For whoever cleans up after a run that was broken off.
  writeFileSync(path.join(folder, 'group.pid'), String(pid));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return { pid, ended };
}
