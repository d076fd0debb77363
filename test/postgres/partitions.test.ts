import { readFileSync } from 'node:fs';
import path from 'node:path';
import { forgetOldDays } from '@holdfast/server/postgres/forget-old-days';
import { migrationsFolder } from '@holdfast/server/postgres/migrations-folder';
import { keepPartitions } from '@holdfast/server/postgres/partitions';
import { createPool } from '@holdfast/server/postgres/pool';
import { createPostgresStore } from '@holdfast/server/postgres/store/create-postgres-store';
import type { Pool } from 'pg';
import { until } from '../flows/until';
import { freshDatabase } from './fresh-database';
import { onServer } from './template-database';

const DAY_MS = 86_400_000;
const NOON = Date.UTC(2026, 1, 28, 12);

describe('partitions of the sync log', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let pool: Pool;
  let nowMs = NOON;

  beforeEach(async () => {
    nowMs = NOON;
    database = await freshDatabase();
    pool = createPool({ databaseUrl: database.url, applicationName: 'partitions' });
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const keep = (account = 'acme', retentionDays = 3) =>
    keepPartitions({ pool, account, now: () => nowMs, daysAhead: 2, retentionDays });
  const log = (message: string, account = 'acme') =>
    createPostgresStore({ pool, account, now: () => nowMs }).appendLog([
      { kind: 'listener', outcome: 'ok', message },
    ]);
  const lying = async () => {
    const { rows } = await pool.query<{ lies: string }>(
      `select tableoid::regclass || ' ' || message as lies from holdfast.sync_log order by id`,
    );
    return rows.map(({ lies }) => lies.replace('holdfast.', ''));
  };

  it('are made ahead, rows that came before them are moved, and asking again does nothing', async () => {
    await log('before');
    expect(await lying()).toEqual(['sync_log_rest before']);
    expect(await keep()).toEqual({ created: 3, dropped: 0 });
    await log('after');
    nowMs += DAY_MS;
    await log('tomorrow');
    expect(await lying()).toEqual([
      'sync_log_20260228 before',
      'sync_log_20260228 after',
      'sync_log_20260301 tomorrow',
    ]);
    nowMs = NOON;
    expect(await keep()).toEqual({ created: 0, dropped: 0 });
  });

  it('are dropped when they are older than the retention, with what lies in the default one', async () => {
    await keep();
    await log('first day');
    nowMs -= 30 * DAY_MS;
    await log('much too old');
    nowMs = NOON + 3 * DAY_MS;
    await keep();
    expect(await lying()).toEqual(['sync_log_20260228 first day']);
    nowMs += DAY_MS;
    expect(await keep()).toEqual({ created: 1, dropped: 1 });
    expect(await lying()).toEqual([]);
  });

  it.each([
    ['made', 0],
    ['dropped', 4],
  ])('are not %s while somebody reads the log, and writers do not wait for that', async (_what, days) => {
    if (days > 0) await keep();
    nowMs += days * DAY_MS;
    const intake = createPool({ databaseUrl: database.url, applicationName: 'intake', timeoutMs: 4_000 });
    const line = `insert into holdfast.sync_log (account, at, kind, outcome, message)
      values ('acme', now(), 'listener', 'ok', '')`;
    await onServer(database.url, async (backup) => {
      await backup.query('begin');
      await backup.query('lock table holdfast.sync_log in access share mode');
      const kept = keep().then(
        () => 'kept',
        ({ code }: { code: string }) => code,
      );
      const waits = `select from pg_locks join pg_database d on d.oid = database
        where datname = current_database() and relation = 'holdfast.sync_log'::regclass and not granted`;
      await until('it waits for the log', async () => (await pool.query(waits)).rowCount === 1);
      expect((await intake.query(line)).rowCount).toBe(1);
      expect(await kept).toBe('55P03');
      await backup.query('commit');
    });
    await intake.end();
    await keep();
  });

  it.each([
    ['before', 'zenith'],
    ['after', 'abacus'],
  ])('are kept for the account that keeps them longer, also the one %s it', async (_where, other) => {
    nowMs -= 30 * DAY_MS;
    await log('much too old');
    await log('kept by the other', other);
    nowMs = NOON;
    await keep();
    await log('first day');
    await log('first day of the other', other);
    nowMs += 4 * DAY_MS;
    expect(await keep()).toEqual({ created: 3, dropped: 0 });
    expect(await keep(other, 60)).toEqual({ created: 0, dropped: 0 });
    expect(await lying()).toEqual([
      'sync_log_rest kept by the other',
      'sync_log_20260228 first day of the other',
    ]);
    // The empty day that nobody is in goes with the first who finds it too old.
    nowMs = NOON + 10 * DAY_MS;
    expect(await keep(other, 7)).toEqual({ created: 3, dropped: 3 });
    expect(await lying()).toEqual([]);
  });

  it('shared with another account lose their rows in batches, and are dropped by whoever is left alone', async () => {
    await keep();
    for (let n = 0; n < 5; n += 1) await log(`row ${n}`);
    await log('of the other', 'other');
    const forget = (account: string) =>
      forgetOldDays({ pool, account, oldest: Date.UTC(2026, 2, 1), batch: 2 });
    expect(await forget('other')).toBe(0);
    expect(await lying()).toEqual([0, 1, 2, 3, 4].map((n) => `sync_log_20260228 row ${n}`));
    await log('of the other', 'other');
    expect(await forget('acme')).toBe(0);
    expect(await lying()).toEqual(['sync_log_20260228 of the other']);
    expect(await Promise.all([forget('other'), forget('other')])).toEqual(expect.arrayContaining([1, 0]));
    expect(await lying()).toEqual([]);
  });

  it('are made by several processes at once, while others write', async () => {
    await Promise.all([keep(), log('a'), keep(), log('b'), keep(), log('c')]);
    expect((await lying()).sort()).toEqual(['a', 'b', 'c'].map((name) => `sync_log_20260228 ${name}`));
  });

  it('of days to come have an index that a migration made on no partition of the past', async () => {
    const up = readFileSync(path.join(migrationsFolder(), '0003_panel_log-by-warehouse.sql'), 'utf8').split(
      '-- Down Migration',
    )[0];
    await pool.query('drop index holdfast.sync_log_by_warehouse');
    await keep();
    await pool.query(up ?? '');
    nowMs += DAY_MS;
    await keep();
    const { rows } = await pool.query<{ name: string }>(
      `select tablename as name from pg_indexes where indexdef like '%(account, warehouse_id, at)%' and tablename <> 'sync_log'
       order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(['sync_log_20260303', 'sync_log_rest']);
  });
});
