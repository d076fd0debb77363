import { Client, DatabaseError } from 'pg';
import { type Cluster, DATABASE_USER } from './cluster';
import { readPostmasterFile } from './postmaster-file';
import { waitUntil } from './wait-until';

/** Held for as long as the Holdfast that started the server lives; PostgreSQL drops it with the connection. */
const OWNER_LOCK = 4_810_137_201;

const NOT_UP_YET = '57P03';

/**
 * Connects to the cluster's server and takes the owner's lock. `taken`: another process holds it.
 * `unreachable`: nobody answers, or the server is going down.
 */
export async function takeOwnership(
  cluster: Cluster,
  withinMs: number,
): Promise<Client | 'taken' | 'unreachable'> {
  const connected = await waitUntil(() => tryToConnect(cluster), { everyMs: 50, withinMs });
  if (connected === null || connected === 'unreachable') return 'unreachable';
  const { rows } = await connected.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [
    OWNER_LOCK,
  ]);
  if (rows[0]?.got) return connected;
  await connected.end();
  return 'taken';
}

/** Null: starting up, ask again. */
async function tryToConnect(cluster: Cluster): Promise<Client | 'unreachable' | null> {
  const file = await readPostmasterFile(cluster.dataFolder);
  if (!file || file.status === 'stopping') return 'unreachable';
  if (!file.port || file.status === 'starting') return null;
  const client = new Client({
    host: '127.0.0.1',
    port: file.port,
    user: DATABASE_USER,
    password: cluster.password,
    database: 'postgres',
    application_name: 'holdfast owner',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    return error instanceof DatabaseError && error.code === NOT_UP_YET ? null : 'unreachable';
  }
}
