import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { locateBinaries } from './binaries';
import { freePort } from './free-port';
import { launch } from './launch';
import { openCluster } from './open-cluster';
import { postmasterFileOf, readPostmasterFile } from './postmaster-file';
import { clusterNameOf, processesOf } from './processes';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres';
import { waitUntil } from './wait-until';

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  let said: string[];
  const running: EmbeddedPostgres[] = [];
  const home = () => path.join(dataDir, 'postgres');
  const dataFolder = () => path.join(home(), 'data');
  const processes = () => processesOf(clusterNameOf(home()));

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'holdfast-embedded-'));
    said = [];
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
    for (const pid of processes()) process.kill(pid, 'SIGKILL');
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  async function start(durable = false): Promise<EmbeddedPostgres> {
    const log = (sentence: string) => said.push(sentence);
    const server = await startEmbeddedPostgres({ dataDir, durable, log });
    running.push(server);
    return server;
  }

  /** Adds a row to a table and counts them, as soon as the server lets it. */
  async function visit(server: EmbeddedPostgres): Promise<number> {
    const counted = await waitUntil(() => tryToVisit(server.url), { everyMs: 50, withinMs: 20_000 });
    if (counted === null) throw new Error('not reachable within 20 s');
    return counted;
  }

  it('keeps what was written between starts, and leaves no process behind', async () => {
    const first = await start();
    expect(await visit(first)).toBe(1);
    await first.stop();
    await first.stop();
    expect(processes()).toEqual([]);
    expect(await readPostmasterFile(dataFolder())).toBeNull();
    expect(await visit(await start())).toBe(2);
    expect(said).toEqual([]);
  });

  it('keeps the password from others, and listens on loopback only', async () => {
    const server = await start();
    const { mode } = await stat(path.join(home(), 'password'));
    expect(mode & 0o777).toBe(0o600);
    expect((await stat(dataFolder())).mode & 0o077).toBe(0);
    const url = new URL(server.url);
    url.password = 'wrong';
    const client = new Client({ connectionString: url.href });
    await expect(client.connect()).rejects.toThrow(/password authentication failed/);
    const known = new Client({ connectionString: server.url });
    await known.connect();
    const { rows } = await known.query(
      `select current_setting('listen_addresses') as on, current_setting('fsync') as fsync`,
    );
    await known.end();
    expect(rows).toEqual([{ on: '127.0.0.1', fsync: 'off' }]);
  });

  it('stops the server that a killed process left, and starts anew', async () => {
    const first = await start();
    await visit(first);
    await first.stop();
    const cluster = await openCluster(home(), await locateBinaries(), false);
    const orphan = await launch(cluster, await freePort());
    if (orphan === 'port-taken') throw new Error('the port was taken');
    expect(await visit(await start())).toBe(2);
    expect(said.join()).toContain(`process ${orphan.pid}`);
    expect((await readPostmasterFile(dataFolder()))?.pid).not.toBe(orphan.pid);
  });

  it('refuses a folder that another Holdfast uses, and leaves that one alone', async () => {
    const first = await start();
    await visit(first);
    await expect(start()).rejects.toThrow(/Another Holdfast is running/);
    expect(await visit(first)).toBe(2);
  });

  it('starts the server again, at the same address and with all that was committed, when it is killed', async () => {
    const server = await start(true);
    expect(await visit(server)).toBe(1);
    const killed = await readPostmasterFile(dataFolder());
    if (killed === null) throw new Error('it has no lock file');
    process.kill(killed.pid, 'SIGKILL');
    expect(await visit(server)).toBe(2);
    expect(said.join()).toContain('stopped unexpectedly');
    await expect(start()).rejects.toThrow(/Another Holdfast is running/);
  });

  it('is not fooled by a lock file whose process id belongs to somebody else now', async () => {
    await (await start()).stop();
    const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => 0, 60000)']);
    const left = [stranger.pid, dataFolder(), 1, 5432, '', '127.0.0.1', '', 'ready'].join('\n');
    await writeFile(postmasterFileOf(dataFolder()), `${left}\n`, { mode: 0o600 });
    expect(await visit(await start())).toBe(1);
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
  });

  it('starts over when it was killed while it made the data folder', async () => {
    await mkdir(path.join(home(), 'unfinished-999999999', 'data'), { recursive: true });
    await writeFile(path.join(home(), 'unfinished-999999999', 'data', 'half'), '');
    expect(await visit(await start())).toBe(1);
    expect((await readdir(home())).sort()).toEqual(['data', 'password', 'postgres.log']);
  });

  it('says which version made a folder it cannot use, and does not try it', async () => {
    await (await start()).stop();
    const log = () => readFile(path.join(home(), 'postgres.log'), 'utf8');
    const before = await log();
    await writeFile(path.join(dataFolder(), 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/made by PostgreSQL 17/);
    expect(await log()).toBe(before);
  });

  it('shows the end of its log when it cannot start', async () => {
    await (await start()).stop();
    await rm(path.join(dataFolder(), 'global'), { recursive: true });
    await expect(start()).rejects.toThrow(/did not start \(exit \d+\).*global/s);
    expect(processes()).toEqual([]);
  });
});

async function tryToVisit(connectionString: string): Promise<number | null> {
  const client = new Client({ connectionString });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('create table if not exists visits (at timestamptz default now())');
    await client.query('insert into visits default values');
    return (await client.query<{ n: number }>('select count(*)::int as n from visits')).rows[0]?.n ?? null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}
