import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readPostmasterFile } from '@holdfast/server/embedded-postgres/postmaster-file';
import { startEmbeddedPostgres } from '@holdfast/server/embedded-postgres/start-embedded-postgres';
import { migrate } from '@holdfast/server/postgres/migrate';
import { Client } from 'pg';

/** A PostgreSQL that nobody else uses: it may be killed, and comes back by itself. */
export interface OwnServer {
  /** Of a migrated database on it; the same after it came back. */
  databaseUrl: string;
  /** Its data, for `killServer`. */
  dataFolder: string;
  stop(): Promise<void>;
}

export async function startOwnServer(): Promise<OwnServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), `holdfast-simulation-${process.pid}-`));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const server = await startEmbeddedPostgres({ dataDir: folder, durable: false, log: () => undefined });
    await migrate(server.url);
    await keepCommits(server.url);
    const removeAtOnce = () =>
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 25 });
    process.once('exit', removeAtOnce);
    const stop = async () => {
      await server.stop();
      await remove();
      process.off('exit', removeAtOnce);
    };
    return { databaseUrl: server.url, dataFolder: path.join(folder, 'postgres', 'data'), stop };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What is committed is with the operating system, which outlives the server: no disk has to be waited for. */
async function keepCommits(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('alter database holdfast set synchronous_commit = on');
  await client.end();
}

/** `kill -9`, and there again when it resolves. */
export async function killServer({ databaseUrl, dataFolder }: Omit<OwnServer, 'stop'>): Promise<void> {
  const killed = await readPostmasterFile(dataFolder);
  if (killed === null) throw new Error('there is no server to kill');
  process.kill(killed.pid, 'SIGKILL');
  for (;;) {
    await pause(20);
    const file = await readPostmasterFile(dataFolder);
    if (file !== null && file.pid !== killed.pid && (await answers(databaseUrl))) return;
  }
}

async function answers(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
