import { quote } from '@holdfast/node/core/said/say';
import type { Store } from '@holdfast/node/store/store';
import type { Pool } from 'pg';
import { anId } from '../../../test/builders/an-id';
import { freshDatabase } from '../../../test/postgres/fresh-database';
import { decision, delivery, START_MS } from '../../../test/store-contract/examples';
import { createPool } from '../pool';
import { createPostgresStore } from '../store/create-postgres-store';
import { createRetryStore } from './retry-store';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: Pool;
let store: Store;
const NOW = START_MS + 1_000;
const tried = {
  attempts: 9,
  nextAttemptAtMs: START_MS + 9_000_000,
  lastError: 'The ERP answered 503.',
  log: [],
};

beforeEach(async () => {
  database = await freshDatabase();
  pool = createPool({ databaseUrl: database.url, applicationName: 'test retry' });
  store = createPostgresStore({ pool, account: 'acme', now: () => START_MS });
  const deliveries = ['a', 'b', 'c', 'd'].map((id) => delivery(id, `order/${id}`, { orderId: anId(id) }));
  await store.changeOrder(anId('a'), () => decision('a', { deliveries }));
  await store.recordAttempt('a', { ...tried, state: 'parked' });
  await store.recordAttempt('b', { ...tried, state: 'pending' });
  await store.recordAttempt('c', { ...tried, state: 'accepted' });
  await store.recordAttempt('d', { ...tried, state: 'parked' });
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

const logged = async () =>
  (
    await pool.query(
      "select kind, delivery_id, message from holdfast.sync_log where account = 'acme' order by delivery_id",
    )
  ).rows;
const said = [{ kind: 'admin' as const, outcome: 'ok' as const, message: 'again', deliveryId: 'a' }];

test('a parked one is due at once and begins anew', async () => {
  const retry = createRetryStore(pool, 'acme');
  expect(await retry.makeDue('a', NOW, said)).toBe(true);
  expect(await store.nextDelivery('order/a')).toMatchObject({
    state: 'pending',
    attempts: 0,
    nextAttemptAtMs: NOW,
  });
  expect(await logged()).toEqual([{ kind: 'admin', delivery_id: 'a', message: 'again' }]);
});

test('a waiting one is due at once and keeps its count', async () => {
  expect(await createRetryStore(pool, 'acme').makeDue('b', NOW, [])).toBe(true);
  expect(await store.nextDelivery('order/b')).toMatchObject({
    state: 'pending',
    attempts: 9,
    nextAttemptAtMs: NOW,
  });
});

test('an accepted one stays accepted, and nothing is logged', async () => {
  expect(await createRetryStore(pool, 'acme').makeDue('c', NOW, said)).toBe(false);
  expect(await store.nextDelivery('order/c')).toBeNull();
  expect(await logged()).toEqual([]);
});

test('another account finds nothing', async () => {
  const stranger = createRetryStore(pool, 'other');
  expect(await stranger.delivery('a')).toBeNull();
  expect(await stranger.makeDue('a', NOW, said)).toBe(false);
  expect(await stranger.makeParkedDue(NOW, 10, quote('again'))).toEqual({ count: 0, streams: [] });
});

test('all parked ones, in slices, each with its line', async () => {
  const retry = createRetryStore(pool, 'acme');
  expect(await retry.makeParkedDue(NOW, 1, quote('again'))).toEqual({ count: 1, streams: ['order/a'] });
  expect(await retry.makeParkedDue(NOW, 1, quote('again'))).toEqual({ count: 1, streams: ['order/d'] });
  expect(await retry.makeParkedDue(NOW, 1, quote('again'))).toEqual({ count: 0, streams: [] });
  expect((await logged()).map((row) => row.delivery_id)).toEqual(['a', 'd']);
  expect(await retry.delivery('d')).toMatchObject({ id: 'd', state: 'pending', data: { says: 'd' } });
});
