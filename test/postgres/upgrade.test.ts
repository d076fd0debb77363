import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@holdfast/server/postgres/migrate';
import { migrationsFolder } from '@holdfast/server/postgres/migrations-folder';
import { createPool } from '@holdfast/server/postgres/pool';
import { createPostgresStore } from '@holdfast/server/postgres/store/create-postgres-store';
import { runner } from 'node-pg-migrate';
import { anId } from '../builders/an-id';
import { decision, POSITION, reservation } from '../store-contract/examples';
import { fillVersion, IN_WORK, VERSIONS, type Version } from './database-of-version';
import { emptyDatabase } from './fresh-database';
import { onServer } from './template-database';

/** What each version's database holds, before and after it is brought to this version. */
async function upgraded<T>(version: Version, look: (url: string) => Promise<T>): Promise<T> {
  const database = await emptyDatabase();
  try {
    await migrateTo(database.url, version.lastMigration);
    await onServer(database.url, (client) => fillVersion(client, version));
    await migrate(database.url);
    return await look(database.url);
  } finally {
    await database.drop();
  }
}

/** The schema as it was: the migrations up to that one, and none after it. */
async function migrateTo(url: string, last: string): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-migrations-'));
  try {
    for (const file of readdirSync(migrationsFolder()).filter((name) => name <= `${last}.sql`))
      cpSync(join(migrationsFolder(), file), join(dir, file));
    await onServer(url, (dbClient) =>
      runner({
        dbClient,
        dir,
        direction: 'up',
        migrationsSchema: 'holdfast',
        createMigrationsSchema: true,
        migrationsTable: 'migrations',
        noLock: true,
        logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      }),
    );
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const countIn = (url: string, table: string) =>
  onServer(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from holdfast.${table}`);
    return rows[0]?.n;
  });

test.each(VERSIONS.map((version) => [version.name, version] as const))(
  'a database of version %s becomes one of this version: what it keeps is there, what is dropped is said',
  async (_name, version) => {
    await upgraded(version, async (url) => {
      for (const table of Object.keys(version.rows)) {
        const isDropped = version.dropped.includes(table);
        expect([table, await countIn(url, table)]).toEqual([
          table,
          isDropped ? 0 : version.rows[table]?.length,
        ]);
      }
      const pool = createPool({ databaseUrl: url, applicationName: 'the upgrade test' });
      try {
        const store = createPostgresStore({ pool, account: version.account, now: Date.now });
        // Orders are recorded anew, and read back with everything this version knows of them.
        const held = reservation('o-1', { status: 'invoiced', leftQuantity: 1, partOf: anId('kit') });
        await store.changeOrder(anId('o-1'), () => decision('o-1', { reservations: [held] }));
        expect((await store.knownOrder(anId('o-1')))?.reservations).toEqual([held]);
        expect(await store.positionsToPlan(Date.now(), 10)).toEqual([POSITION]);
      } finally {
        await pool.end();
      }
    });
  },
);

test('every table that a version had is filled, and every migration belongs to a version kept or to the one in work', async () => {
  for (const version of VERSIONS) {
    const database = await emptyDatabase();
    try {
      await migrateTo(database.url, version.lastMigration);
      const tables = await onServer(database.url, (client) =>
        client.query<{ name: string }>(
          `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'holdfast' and c.relkind in ('r', 'p') and not c.relispartition
             and c.relname <> 'migrations'`,
        ),
      );
      expect(Object.keys(version.rows).sort()).toEqual(tables.rows.map(({ name }) => name).sort());
    } finally {
      await database.drop();
    }
  }
  const known = VERSIONS.at(-1)?.lastMigration ?? '';
  const files = readdirSync(migrationsFolder()).map((file) => file.replace('.sql', ''));
  expect(files.filter((name) => name > known).sort()).toEqual(IN_WORK);
});

test('what a migration drops it says, and what it says it drops', () => {
  for (const { dropped, saidIn } of VERSIONS)
    for (const table of dropped)
      expect([table, saidIn().includes(`holdfast.${table}`)]).toEqual([table, true]);
});
