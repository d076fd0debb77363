import { randomBytes } from 'node:crypto';
import { migrate } from '@holdfast/server/postgres/migrate';
import { createPool } from '@holdfast/server/postgres/pool';
import { createPostgresStore } from '@holdfast/server/postgres/store/create-postgres-store';
import { until } from '../flows/until';
import { freshDatabase } from './fresh-database';
import { databaseUrlOf, onServer } from './template-database';

describe('migrations', () => {
  it('may be started by several processes at once on an empty database, and again later', async () => {
    const server = process.env.TEST_DATABASE_URL ?? '';
    const name = `${process.env.TEST_DATABASE_TEMPLATE}_${randomBytes(5).toString('hex')}`;
    await onServer(server, (client) => client.query(`create database ${name}`));
    const url = databaseUrlOf(server, name);
    try {
      await Promise.all([migrate(url), migrate(url), migrate(url)]);
      await migrate(url);
      const applied = await onServer(url, (client) =>
        client.query('select name from holdfast.migrations order by id'),
      );
      expect(applied.rows[0]).toEqual({ name: '0001_holdfast' });
      expect(new Set(applied.rows.map((row) => row.name)).size).toBe(applied.rows.length);
      await onServer(url, (client) => client.query('select count(*) from graphile_worker.jobs'));
    } finally {
      await onServer(server, (client) => client.query(`drop database ${name} with (force)`));
    }
  });

  it('let others write while they wait for a table that somebody reads', async () => {
    const database = await freshDatabase();
    const pool = createPool({ databaseUrl: database.url, applicationName: 'the writer', timeoutMs: 4_000 });
    const store = createPostgresStore({ pool, account: 'acme', now: Date.now });
    try {
      await pool.query(`delete from holdfast.migrations where name = '0005_said'`);
      await pool.query('alter table holdfast.sync_log drop column said');
      let migrated: Promise<void> | null = null;
      await onServer(database.url, async (backup) => {
        await backup.query('begin');
        await backup.query('lock table holdfast.sync_log in access share mode');
        migrated = migrate(database.url);
        const waits = `select from pg_locks join pg_database d on d.oid = database
          where datname = current_database() and relation = 'holdfast.sync_log'::regclass and not granted`;
        await until('it waits for the table', async () => (await pool.query(waits)).rowCount === 1);
        await pool.query(`insert into holdfast.sync_log (account, at, kind, outcome, message)
          values ('acme', now(), 'listener', 'ok', 'written meanwhile')`);
        await backup.query('commit');
      });
      await migrated;
      await store.appendLog([{ kind: 'listener', outcome: 'ok', message: 'after', said: [] }]);
    } finally {
      await pool.end();
      await database.drop();
    }
  });
});

describe('a pool', () => {
  it('plans every statement anew, so that a plan made for an empty table does not outlive it', async () => {
    const pool = createPool({
      databaseUrl: process.env.TEST_DATABASE_URL ?? '',
      applicationName: 'the pool test',
    });
    const { rows } = await pool.query(
      `select current_setting('plan_cache_mode') as mode, current_setting('application_name') as name`,
    );
    expect(rows).toEqual([{ mode: 'force_custom_plan', name: 'the pool test' }]);
    await pool.end();
  });

  it('outlives connections that break, idle or at work', async () => {
    const heard: string[] = [];
    const onIdleError = (error: Error) => heard.push(error.message);
    const databaseUrl = process.env.TEST_DATABASE_URL ?? '';
    const pool = createPool({ databaseUrl, applicationName: 'to be killed', onIdleError });
    await pool.query('select 1');
    const sleeping = expect(pool.query('select pg_sleep(60)')).rejects.toThrow(/terminat/);
    await pool.query('select 1');
    await onServer(databaseUrl, (client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to be killed'`,
      ),
    );
    await sleeping;
    await until('the pool has noticed both', () => pool.totalCount === 0);
    expect((await pool.query('select 2 as two')).rows).toEqual([{ two: 2 }]);
    await pool.end();
  });
});
