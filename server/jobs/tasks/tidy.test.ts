import type { Pool } from 'pg';
import { anId } from '../../../test/builders/an-id';
import { freshDatabase } from '../../../test/postgres/fresh-database';
import { createLog } from '../../log/create-log';
import { createPool } from '../../postgres/pool';
import { createPostgresStore } from '../../postgres/store/create-postgres-store';
import { addOrderJobs, orderJobKey } from '../job-queries';
import type { JobServices } from '../job-services';
import { createPostgresDispatcher } from '../postgres-dispatcher';
import { tidy } from './tidy';

const ACCOUNT = 'mystore';
const DAY_MS = 86_400_000;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: Pool;

beforeEach(async () => {
  database = await freshDatabase();
  pool = createPool({ databaseUrl: database.url, applicationName: 'test tidy' });
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

function tidyAt(nowMs: number) {
  const services = { pool, account: ACCOUNT, log: createLog('silent'), retentionDays: 30, now: () => nowMs };
  return tidy(services as unknown as JobServices);
}

async function lying(): Promise<string[]> {
  const { rows } = await pool.query<{ lies: string }>(
    `select distinct tableoid::regclass || ' ' || kind as lies from holdfast.sync_log order by 1`,
  );
  return rows.map(({ lies }) => lies.replace('holdfast.', ''));
}

const tableOf = (ms: number) => `sync_log_${new Date(ms).toISOString().slice(0, 10).replaceAll('-', '')}`;

test('what is logged, and what the hook brings, lies in the partition of its day', async () => {
  const nowMs = Date.now();
  await tidyAt(nowMs);
  const store = createPostgresStore({ pool, account: ACCOUNT, now: () => nowMs + DAY_MS });
  await store.appendLog([{ kind: 'listener', outcome: 'ok', message: 'tomorrow' }]);
  const dispatcher = createPostgresDispatcher({ pool, store, account: ACCOUNT });
  await dispatcher.lookAtOrders([
    {
      orderId: anId('v1-01'),
      source: 'hook',
      domain: null,
      state: null,
      lastState: null,
      currentChange: null,
    },
  ]);
  // The database's own clock, which may be past midnight already.
  const { rows } = await pool.query<{ at: Date }>(
    `select at from holdfast.sync_log where kind = 'notification'`,
  );
  expect(await lying()).toEqual(
    [`${tableOf(rows[0]?.at.getTime() ?? 0)} notification`, `${tableOf(nowMs + DAY_MS)} listener`].sort(),
  );
});

test('days and finished work beyond the retention are gone, the rest stays', async () => {
  const nowMs = Date.now();
  await tidyAt(nowMs);
  const store = createPostgresStore({ pool, account: ACCOUNT, now: () => nowMs });
  await store.appendLog([{ kind: 'listener', outcome: 'ok', message: 'old by then' }]);
  await pool.query(
    `insert into holdfast.deliveries (account, id, stream, type, occurred_at, data, state, accepted_at)
     select $1, id, id, 't', '', '{}', 'accepted', $2::timestamptz + days * interval '1 day'
     from (values ('old', 0), ('young', 20)) as v(id, days)`,
    [ACCOUNT, new Date(nowMs)],
  );
  await tidyAt(nowMs + 32 * DAY_MS);
  expect(await lying()).toEqual([]);
  const { rows } = await pool.query('select id from holdfast.deliveries');
  expect(rows).toEqual([{ id: 'young' }]);
});

test('of a job that was asked for again while a killed process had it, the successor stays', async () => {
  const lookAt = (orderId: string) => addOrderJobs(pool, ACCOUNT, [anId(orderId)]);
  const whatever = (change: string) => pool.query(`update graphile_worker._private_jobs set ${change}`);
  await lookAt('v1-01');
  await whatever(`locked_at = now(), locked_by = 'killed', attempts = 1`);
  await lookAt('v1-01');
  await lookAt('v2-01');
  // Given up by itself: whoever looks must find it.
  await pool.query(
    `update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'no' where key = $1`,
    [orderJobKey(ACCOUNT, anId('v2-01'))],
  );
  await tidyAt(Date.now());
  const { rows } = await pool.query('select key, attempts from graphile_worker.jobs order by key');
  expect(rows).toEqual([
    { key: orderJobKey(ACCOUNT, anId('v1-01')), attempts: 0 },
    { key: orderJobKey(ACCOUNT, anId('v2-01')), attempts: 25 },
  ]);
});
