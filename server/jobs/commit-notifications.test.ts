import { takenOf } from '@holdfast/node/middlewares/hook/record-notification';
import type { Pool } from 'pg';
import { anId } from '../../test/builders/an-id';
import { freshDatabase } from '../../test/postgres/fresh-database';
import { createGroupCommit } from '../ingest/group-commit';
import { isRowFault } from '../ingest/row-fault';
import { createPool } from '../postgres/pool';
import { commitNotifications } from './commit-notifications';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: Pool;

beforeEach(async () => {
  database = await freshDatabase();
  pool = createPool({ databaseUrl: database.url, applicationName: 'test', max: 2 });
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

function one(orderId: string, state: string | null = 'handling') {
  return takenOf({
    orderId: anId(orderId),
    source: 'hook',
    domain: 'Fulfillment',
    state,
    lastState: null,
    currentChange: null,
  });
}

async function logged(): Promise<string[]> {
  const { rows } = await pool.query('select order_id from holdfast.sync_log order by id');
  return rows.map((row) => row.order_id);
}

async function jobs(): Promise<{ task: string; payload: { account: string; orderIds: string[] } }[]> {
  const { rows } = await pool.query(
    'select task_identifier as task, payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id cross join lateral (select t.identifier as task_identifier) x order by j.id',
  );
  return rows;
}

test('a batch is its log rows and one job with its distinct orders', async () => {
  await commitNotifications(pool, 'mystore')([one('v1-01'), one('v2-01', null), one('v1-01', 'invoiced')]);
  expect(await logged()).toEqual(['v1-01', 'v2-01', 'v1-01']);
  expect(await jobs()).toEqual([
    {
      task: 'look-at-orders:mystore',
      payload: { account: 'mystore', orderIds: ['v1-01', 'v2-01'] },
    },
  ]);
});

test('ids that are none are logged without a job', async () => {
  await commitNotifications(pool, 'mystore')([one('../etc'), one('')]);
  expect(await logged()).toHaveLength(2);
  expect(await jobs()).toEqual([]);
});

test('the rows and the job are there together or not at all', async () => {
  // The job's payload is fine, a row is not: JSON that a jsonb column refuses.
  const bad = one('v1-01');
  bad.entry.detail = { text: '\u0000' };
  await expect(commitNotifications(pool, 'mystore')([one('v2-01'), bad])).rejects.toThrow();
  expect(await logged()).toEqual([]);
  expect(await jobs()).toEqual([]);
});

test('with the real database too, one refused row leaves the others saved', async () => {
  const bad = one('v-bad-1');
  bad.entry.detail = { text: '\u0000' };
  const group = createGroupCommit({
    commit: commitNotifications(pool, 'mystore'),
    isRowFault,
    maxWaiting: 100,
    maxBatch: 100,
    lanes: 2,
    onFailure: () => undefined,
    now: () => 0,
  });
  const outcomes = await Promise.all(
    [one('v1-01'), one('v2-01'), bad, one('v3-01')].map((taken) => group.take(taken)),
  );
  expect(outcomes.map((outcome) => outcome.kind)).toEqual(['durable', 'durable', 'unavailable', 'durable']);
  expect((await logged()).sort()).toEqual(['v1-01', 'v2-01', 'v3-01']);
});
