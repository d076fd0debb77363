import { freshDatabase } from '../../test/postgres/fresh-database';
import { createPool } from './pool';

/** A server behind a dead network sends nothing, so only our own side can end the wait. */
test.each([
  ['of its own', {}, 30_000],
  ['of the caller', { timeoutMs: 4_000 }, 4_000],
])('no statement waits for ever: time-outs %s, on both sides', async (_whose, given, serverMs) => {
  const database = await freshDatabase();
  const pool = createPool({ databaseUrl: database.url, applicationName: 'test', ...given });
  const { rows } = await pool.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name = any($1) order by 1`,
    [['idle_in_transaction_session_timeout', 'lock_timeout', 'plan_cache_mode', 'statement_timeout']],
  );
  expect(rows.map(({ setting }) => setting)).toEqual(['30000', '15000', 'force_custom_plan', `${serverMs}`]);
  const { query_timeout } = pool.options;
  expect(query_timeout).toBeGreaterThanOrEqual(serverMs);
  expect(query_timeout).toBeLessThanOrEqual(serverMs + 10_000);
  await pool.end();
  await database.drop();
});
