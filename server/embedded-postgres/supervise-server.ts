import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { clearTheWay } from './clear-the-way';
import type { Cluster } from './cluster';
import { launch } from './launch';
import { takeOwnership } from './ownership';

interface Running {
  cluster: Cluster;
  port: number;
  server: ChildProcess;
  /** Connection that holds the owner's lock. */
  owner: Client;
  log(sentence: string): void;
}

/** Fast shutdown writes a checkpoint first: seconds on a slow disk. */
const STOP_WITHIN_MS = 30_000;

/** Starts the server again when it dies, takes the owner's lock again when its connection breaks; returns `stop`. */
export function superviseServer(running: Running): () => Promise<void> {
  let stopping: Promise<void> | null = null;
  let restarting: Promise<void> = Promise.resolve();
  const isStopping = () => stopping !== null;
  const stopWithUs = () => running.server.kill('SIGINT');
  process.once('exit', stopWithUs);

  const watchServer = () => {
    running.server.once('exit', () => {
      if (isStopping()) return;
      running.log('The embedded PostgreSQL stopped unexpectedly: starting it again.');
      restarting = startAgain(running, isStopping).then(watchServer);
    });
  };
  const watchOwner = () => {
    running.owner.once('end', () => {
      if (!isStopping()) void ownAgain(running, isStopping).then(watchOwner);
    });
  };
  watchServer();
  watchOwner();

  const stop = async () => {
    process.off('exit', stopWithUs);
    await restarting;
    await running.owner.end().catch(() => undefined);
    await stopServer(running.server);
  };
  return () => (stopping ??= stop());
}

async function startAgain(running: Running, isStopping: () => boolean): Promise<void> {
  for (let waitMs = 100; !isStopping(); waitMs = Math.min(waitMs * 2, 5_000)) {
    try {
      await clearTheWay(running.cluster, running.log);
      const server = await launch(running.cluster, running.port);
      if (server !== 'port-taken') {
        running.server = server;
        return;
      }
      running.log(`The embedded PostgreSQL cannot start again yet: port ${running.port} is taken.`);
    } catch (error) {
      running.log(error instanceof Error ? error.message : String(error));
    }
    await pause(waitMs);
  }
}

async function ownAgain(running: Running, isStopping: () => boolean): Promise<void> {
  while (!isStopping()) {
    const owner = await takeOwnership(running.cluster, 1_000);
    if (typeof owner !== 'string') {
      running.owner = owner;
      return;
    }
    await pause(250);
  }
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGINT');
  const force = setTimeout(() => server.kill('SIGQUIT'), STOP_WITHIN_MS);
  await exited;
  clearTimeout(force);
}
