import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, runMigrations } from 'graphile-worker';
import { runner } from 'node-pg-migrate';
import { Client, Pool } from 'pg';
import { migrationsFolder } from './migrations-folder';

/** Schema of everything of ours; Graphile Worker keeps its own, `graphile_worker`. */
export const SCHEMA = 'holdfast';

const MIGRATION_LOCK = 4_810_137_202;
/**
 * A backup reads a table for hours, and whoever writes to it waits behind us while we wait for it: for less than the
 * four seconds that a notification has, and not again before those that waited are through.
 */
const LOCK_WITHIN_MS = 2_000;
const PAUSE_MS = 5_000;
/** An address that swallows what is sent to it would keep a start waiting for minutes without a word. */
const CONNECT_WITHIN_MS = 10_000;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Brings the database to this version: our migrations, then Graphile Worker's. Several processes may call
 * it at once; one works and the others wait, then find nothing to do. `onWait` is called whenever somebody else's
 * lock on a table keeps it waiting. Throws what the database throws.
 */
export async function migrate(databaseUrl: string, onWait: () => void = () => undefined): Promise<void> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'holdfast migrations',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // A session lock: it goes with the connection, whatever happens to this process.
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(`set lock_timeout = ${LOCK_WITHIN_MS}`);
    while (!(await migrateOurs(client))) {
      onWait();
      await sleep(PAUSE_MS);
    }
    await migrateJobs(databaseUrl);
  } finally {
    await client.end();
  }
}

/** All of them or none; false when a table's lock could not be had in time. */
async function migrateOurs(client: Client): Promise<boolean> {
  try {
    await runner({
      dbClient: client,
      dir: migrationsFolder(),
      direction: 'up',
      migrationsSchema: SCHEMA,
      createMigrationsSchema: true,
      migrationsTable: 'migrations',
      // Ours is held, and it waits where theirs gives up.
      noLock: true,
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE)) throw error;
    await client.query('rollback');
    return false;
  }
}

async function migrateJobs(databaseUrl: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1, application_name: 'holdfast migrations' });
  pool.on('error', () => undefined);
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => undefined) });
  } finally {
    await pool.end();
  }
}
