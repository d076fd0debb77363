import { Logger, runMigrations } from 'graphile-worker';
import { runner } from 'node-pg-migrate';
import { Client, Pool } from 'pg';
import { migrationsFolder } from './migrations-folder';

/** Schema of everything of ours; Graphile Worker keeps its own, `graphile_worker`. */
export const SCHEMA = 'holdfast';

const MIGRATION_LOCK = 4_810_137_202;

/**
 * Brings the database to this version: our migrations, then Graphile Worker's. Several processes may call
 * it at once; one works and the others wait, then find nothing to do. Throws what the database throws.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'holdfast migrations' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // A session lock: it goes with the connection, whatever happens to this process.
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrateOurs(client);
    await migrateJobs(databaseUrl);
  } finally {
    await client.end();
  }
}

async function migrateOurs(client: Client): Promise<void> {
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
