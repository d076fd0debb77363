import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { until } from '../flows/until';

export interface Replica {
  url: string;
  /** `clockAheadMs`: its clock shows a later time, as if so long had passed since the others last ran. */
  start(clockAheadMs?: number): Promise<void>;
  /** To the primary, as the platform tells one to end. */
  signal(name: NodeJS.Signals): void;
  /** `kill -9` of the primary and all its workers, at once. */
  kill(): Promise<void>;
  /** `kill -9` of one worker; the primary starts another. Answers its process id. */
  killWorker(): number;
  workerPids(): number[];
  /** As printed, secrets and all: for looking for secrets. */
  rawLogs(): string;
}

const BOOT_MS = 60_000;

/** One replica of the app: a process tree on the real `startApp`, cluster and all, in a group of its own. */
export async function newReplica(folder: string, env: Record<string, string>): Promise<Replica> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let running: ChildProcess | null = null;
  let logs = '';

  const spawnIt = (upPort: number, clockAheadMs: number) => {
    const child = spawn(process.execPath, ['start.js'], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH ?? '',
        NODE_OPTIONS: `--require ${join(__dirname, 'replica-preload.cjs')}`,
        REPLICA_PORT: String(port),
        REPLICA_UP_PORT: String(upPort),
        REPLICA_CLOCK_AHEAD_MS: String(clockAheadMs),
        ...env,
      },
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        logs += chunk.toString('utf8');
      });
    return child;
  };
  const killGroup = (child: ChildProcess) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  };
  const killLeft = () => {
    if (running) killGroup(running);
  };
  process.once('exit', killLeft);
  const isOpen = async () => {
    if (running?.exitCode !== null) throw new Error(`the replica ended at start:\n${logs.slice(-4000)}`);
    const answer = await fetch(`${url}/healthcheck`).catch(() => null);
    return answer?.status === 200;
  };

  return {
    url,
    async start(clockAheadMs = 0) {
      const up = await upListener();
      running = spawnIt(up.port, clockAheadMs);
      try {
        await until('the first worker reports that it is up', () => up.isReported(), BOOT_MS);
        await until('the replica answers', isOpen, BOOT_MS);
      } catch (error) {
        throw new Error(`${String(error)}\n${logs.slice(-4000)}`);
      } finally {
        up.close();
      }
    },
    signal: (name) => void running?.kill(name),
    async kill() {
      const child = running;
      running = null;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      killGroup(child);
      await ended;
    },
    killWorker() {
      const [pid] = workersOf(running);
      if (pid === undefined) throw new Error('no worker runs');
      process.kill(pid, 'SIGKILL');
      return pid;
    },
    workerPids: () => workersOf(running),
    rawLogs: () => logs,
  };
}

function workersOf(child: ChildProcess | null): number[] {
  if (child?.pid === undefined) return [];
  return readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
    .split(' ')
    .map(Number)
    .filter((pid) => pid > 0);
}

/** What listens on port 5000 inside the platform: the runtime dies when nobody answers there. */
async function upListener() {
  let isReported = false;
  const server = createServer((request, response) => {
    if (request.method === 'POST' && request.url === '/_up') isReported = true;
    request.resume();
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, isReported: () => isReported, close: () => server.close() };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
