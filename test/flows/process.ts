import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { onServer } from '../postgres/template-database';
import { atEnd } from './at-end';
import type { Environment } from './environment';
import './patience';
import { until } from './until';

const root = path.join(__dirname, '..', '..');

/** A compiled Holdfast in a process of its own, to be killed. */
export interface Process {
  /** Everything it has printed, on both streams. */
  printed(): string;
  /** Exit code and signal. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  signal(name: NodeJS.Signals): void;
}

/** Of compiling all of it, on a busy machine. */
export const BUILD_WITHIN_MS = 300_000;

/** Compiles what `npm start` would run, when a source is newer. Test files that run at once take turns. */
export async function buildServer(): Promise<void> {
  await onServer(process.env.TEST_DATABASE_URL ?? '', async (client) => {
    await client.query('select pg_advisory_lock(4711)');
    const built = spawnSync(process.execPath, [path.join(root, 'scripts', 'prepare.mjs'), '--build'], {
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(`the server does not compile: ${built.stdout}${built.stderr}`);
  });
}

/** Killed by `endAll`, should it still run. */
export function startProcess(environment: Environment): Process {
  const { PATH = '', HOME = '' } = process.env;
  const child: ChildProcess = spawn(process.execPath, [path.join(root, 'server', 'dist', 'main.js')], {
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => chunks.push(String(chunk)));
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  atEnd(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { printed: () => chunks.join(''), ended, signal: (name) => void child.kill(name) };
}

export async function untilReady(port: number, process: Process, withinMs?: number): Promise<void> {
  const ready = until(
    `port ${port} is ready`,
    async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok,
    withinMs,
  );
  const died = process.ended.then(({ code }) => {
    throw new Error(`it ended with ${code}: ${process.printed()}`);
  });
  await Promise.race([ready, died]);
}
