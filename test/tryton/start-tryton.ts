import { spawn } from 'node:child_process';
import { closeSync, copyFileSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '@holdfast/server/embedded-postgres/free-port';
import { until } from '../flows/until';
import { TEMPLATE, trytonFolder } from './folder';
import { login } from './rpc';

export interface RunningTryton {
  /** For `ERP_URL`; the same after a restart. */
  url: string;
  /** `kill -9` of the server and its worker. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

export const DATABASE = 'erp';

/**
 * A Tryton of its own, on a copy of the template. Tryton's own lock that keeps stock from being assigned twice is
 * empty on SQLite, so one worker it is: gunicorn's, which takes one request after the other.
 */
export async function startTryton(name: string): Promise<RunningTryton> {
  const folder = trytonFolder(name);
  prepareFolder(folder);
  copyFileSync(trytonFolder(TEMPLATE), databaseFile(folder));
  const port = await freePort();
  const tryton = onPort(folder, port);
  await tryton.start();
  return tryton;
}

/** An empty folder with the configuration of a server on SQLite. */
export function prepareFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'db'), { recursive: true });
  writeFileSync(configFile(folder), `[database]\nuri = sqlite://\npath = ${path.join(folder, 'db')}\n`);
}

export const configFile = (folder: string) => path.join(folder, 'trytond.conf');
export const databaseFile = (folder: string) => path.join(folder, 'db', `${DATABASE}.sqlite`);

export function onPort(folder: string, port: number): RunningTryton {
  const url = `http://127.0.0.1:${port}`;
  let running: { pid: number; ended: Promise<void> } | null = null;
  const tryton: RunningTryton = {
    url,
    async start() {
      running = spawnServer(folder, port);
      await until('Tryton answers', () => login(url, DATABASE).catch(() => null), 60_000);
    },
    async kill() {
      if (running === null) return;
      const { pid, ended } = running;
      running = null;
      // The whole group: a worker without its master would go on for a moment.
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

function spawnServer(folder: string, port: number): { pid: number; ended: Promise<void> } {
  const log = openSync(path.join(folder, 'server.log'), 'a');
  const words = ['-w', '1', '-b', `127.0.0.1:${port}`, '--timeout', '120', 'trytond.application:app'];
  const child = spawn('gunicorn', words, {
    env: { PATH: process.env.PATH, HOME: folder, TRYTOND_CONFIG: configFile(folder) },
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
