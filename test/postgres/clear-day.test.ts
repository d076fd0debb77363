import { createPool } from '@holdfast/server/postgres/pool';
import { createPostgresStore } from '@holdfast/server/postgres/store/create-postgres-store';
import { clearDay } from '@holdfast/server/sandbox-day/clear-day';
import type { Pool } from 'pg';
import { freshDatabase } from './fresh-database';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool({ databaseUrl: database.url, applicationName: 'clear-day' });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('every table that has an account is emptied for a new sandbox day; secrets stay', async () => {
  const { rows } = await pool.query<{ name: string }>(
    `select c.relname as name from pg_class c
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'holdfast'
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'account'
      where c.relkind in ('r', 'p') and not c.relispartition`,
  );
  const asked: string[] = [];
  const watched = { query: (text: string) => Promise.resolve(asked.push(text)) } as unknown as Pool;
  await clearDay(watched, 'acme');
  const untouched = rows
    .map(({ name }) => name)
    .filter((name) => !asked.some((text) => text.includes(`holdfast.${name} `)));
  expect(rows.length).toBeGreaterThan(8);
  expect(untouched).toEqual([]);

  const store = createPostgresStore({ pool, account: 'acme', now: Date.now });
  await store.setSetting('secret.hook', 'kept');
  await store.setSetting('listener.hook', 'gone');
  await clearDay(pool, 'acme');
  expect([await store.setting('secret.hook'), await store.setting('listener.hook')]).toEqual(['kept', null]);
});
