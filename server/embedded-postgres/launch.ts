import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type Cluster, giveToHomeOwner } from './cluster';
import { EmbeddedPostgresError } from './failure';
import { readPostmasterFile } from './postmaster-file';
import { serverArguments } from './server-settings';
import { waitUntil } from './wait-until';

const KEEP_LOG_BYTES = 5_000_000;

/** Long enough to replay the log after a kill on a slow disk. */
const READY_WITHIN_MS = 120_000;

/** Starts the server and waits until it takes connections. `port-taken`: choose another port. */
export async function launch(cluster: Cluster, port: number): Promise<ChildProcess | 'port-taken'> {
  const { server, logFrom } = spawnServer(cluster, port);
  let ended: string | null = null;
  server.once('error', (error) => (ended = error.message));
  server.once('exit', (code, signal) => (ended = `exit ${code ?? signal}`));
  const ready = await waitUntil(() => (ended === null ? isReady(cluster, server) : 'ended'), {
    everyMs: 15,
    withinMs: READY_WITHIN_MS,
  });
  if (ready === 'ready') return server;
  if (ended === null) server.kill('SIGINT');
  const said = (await readFile(cluster.logFile)).subarray(logFrom).toString('utf8').trim();
  if (/could not bind .*address|Address already in use/i.test(said)) return 'port-taken';
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL did not start (${ended ?? 'not ready in time'}). The end of ${cluster.logFile}: ${said.slice(-800)}`,
  );
}

/** With the length of its log before it wrote anything: it may have failed by the time that `spawn` returns. */
function spawnServer(cluster: Cluster, port: number): { server: ChildProcess; logFrom: number } {
  const settings = {
    dataFolder: cluster.dataFolder,
    port,
    clusterName: cluster.name,
    durable: cluster.durable,
  };
  const { file, args, options } = cluster.runAs.command(cluster.binaries.postgres, serverArguments(settings));
  const log = openLog(cluster);
  const logFrom = fstatSync(log).size;
  try {
    // Detached: Ctrl-C in a terminal goes to the whole group, and the server must outlive our draining.
    const server = spawn(file, args, {
      ...options,
      detached: true,
      cwd: cluster.home,
      stdio: ['ignore', log, log],
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    });
    return { server, logFrom };
  } finally {
    closeSync(log);
  }
}

function openLog(cluster: Cluster): number {
  const size = statSync(cluster.logFile, { throwIfNoEntry: false })?.size ?? 0;
  const file = openSync(cluster.logFile, size > KEEP_LOG_BYTES ? 'w' : 'a', 0o600);
  giveToHomeOwner(cluster.home, cluster.logFile);
  return file;
}

async function isReady(cluster: Cluster, server: ChildProcess): Promise<'ready' | null> {
  const file = await readPostmasterFile(cluster.dataFolder);
  return file?.pid === server.pid && file?.status === 'ready' ? 'ready' : null;
}
