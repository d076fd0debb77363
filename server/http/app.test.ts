import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { Dispatcher } from '@holdfast/node/store/store';
import type { Pool, QueryConfig } from 'pg';
import { freshDatabase } from '../../test/postgres/fresh-database';
import { createIntake } from '../host/create-intake';
import { whyNotReady } from '../host/readiness';
import { type RunningHttp, startHttp } from '../host/start-http';
import { createLog } from '../log/create-log';
import { createMetrics, type Metrics } from '../metrics/create-metrics';
import { createPool } from '../postgres/pool';
import { createPostgresStore } from '../postgres/store/create-postgres-store';
import { createHealthListener, createListener } from './app';
import type { HealthOptions } from './health-routes';

const KEY = 'hook-secret';
let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: Pool;
let http: RunningHttp;
let base: string;
let planned: string[];
/** The intake's commits wait for it. */
let mayCommit: Promise<void>;

beforeEach(async () => {
  database = await freshDatabase();
  pool = createPool({ databaseUrl: database.url, applicationName: 'test', max: 3 });
  pool.on('connect', (client) => client.on('error', () => undefined));
  planned = [];
  mayCommit = Promise.resolve();
  http = await startHttp(appOf(pool), 0);
  base = `http://127.0.0.1:${http.port}`;
});
afterEach(async () => {
  await http.stop();
  await pool.end();
  await database.drop();
});

function appOf(onPool: Pool, inboundToken: string | null = 'inbound') {
  const log = createLog('silent');
  const account = 'mystore';
  const intakePool: Pool = Object.assign(Object.create(onPool), {
    query: (config: QueryConfig) => mayCommit.then(() => onPool.query(config)),
  });
  const intake = createIntake({ pool: intakePool, account, log, metrics: () => metrics, now: Date.now });
  const metrics: Metrics = createMetrics({ waitingNotifications: () => intake.waiting() });
  const store = createPostgresStore({ pool: onPool, account, now: Date.now });
  const dispatcher = {
    planPosition: async (position, _notBeforeMs, trigger) => {
      planned.push(`${position.skuId}@${position.warehouseId} ${trigger}`);
    },
  } as Dispatcher;
  return createListener({
    log,
    trustedProxies: 0,
    hook: { account, hookSecrets: () => [KEY], turnedAway: () => undefined, intake, metrics },
    health: { metrics, whyNotReady: () => whyNotReady(onPool), whyNotAlive: async () => null },
    stockCount: {
      store,
      dispatcher,
      turnedAway: () => undefined,
      inboundTokens: () => (inboundToken === null ? [] : [inboundToken]),
      countMaxAgeDays: 7,
      now: () => Date.parse('2024-05-14T12:00:00Z'),
      newId: randomUUID,
    },
    api: null,
  });
}

function notification(orderId: unknown, account = 'mystore') {
  return {
    Domain: 'Fulfillment',
    OrderId: orderId,
    State: 'handling',
    Origin: { Account: account, Key: 'k' },
  };
}

function post(body: unknown, headers: Record<string, string> = { 'x-holdfast-key': KEY }) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${base}/_v/holdfast/hook`, { method: 'POST', body: text, headers });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function notificationsWaiting(): Promise<number> {
  const page = await (await fetch(`${base}/metrics`)).text();
  return Number(/^holdfast_hook_waiting (\d+)$/m.exec(page)?.[1] ?? 0);
}

async function count(table: string): Promise<number> {
  const { rows } = await pool.query(`select count(*)::int as count from ${table}`);
  return rows[0].count;
}

describe('the hook', () => {
  test('answers 200 when record and job are there', async () => {
    const answer = await post(notification('v1-01'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/application\/json/);
    expect(await count('holdfast.sync_log')).toBe(1);
    expect(await count('graphile_worker.jobs')).toBe(1);
  });

  test('many at once share commits and all are there', async () => {
    let allHaveCome: () => void = () => undefined;
    mayCommit = new Promise((resolve) => (allHaveCome = resolve));
    const posts = Array.from({ length: 200 }, (_, n) => post(notification(`v${n}-01`)));
    // One commit may be on its way in each lane; whatever comes then has to wait for the next.
    const giveUpAt = Date.now() + 15_000;
    while ((await notificationsWaiting()) < 190 && Date.now() < giveUpAt) await pause(10);
    allHaveCome();
    const answers = await Promise.all(posts);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await count('holdfast.sync_log')).toBe(200);
    // At most ten were late, and came one by one at worst.
    expect(await count('graphile_worker.jobs')).toBeLessThan(25);
  });

  test.each<[string, unknown, Record<string, string>, number]>([
    ['the ping', { hookConfig: 'ping' }, { 'x-holdfast-key': KEY }, 200],
    ['a ping without the key', { hookConfig: 'ping' }, {}, 401],
    ['a wrong key', notification('v1-01'), { 'x-holdfast-key': 'other' }, 401],
    ["another account's", notification('v1-01', 'other'), { 'x-holdfast-key': KEY }, 401],
    ['not JSON', '{', { 'x-holdfast-key': KEY }, 400],
    ['no id', notification(undefined), { 'x-holdfast-key': KEY }, 400],
    [
      'just within the limit',
      `${JSON.stringify({ hookConfig: 'ping' })}${' '.repeat(65_515)}`,
      { 'x-holdfast-key': KEY },
      200,
    ],
    [
      'a byte too long',
      `${JSON.stringify({ hookConfig: 'ping' })}${' '.repeat(65_516)}`,
      { 'x-holdfast-key': KEY },
      413,
    ],
    ['far too long', 'x'.repeat(2_000_000), { 'x-holdfast-key': KEY }, 413],
  ])('%s', async (_name, body, headers, status) => {
    const answer = await post(body, headers);
    expect(answer.status).toBe(status);
    if (status >= 400) expect(await answer.json()).toEqual({ error: expect.stringMatching(/\.$/) });
    expect(await count('holdfast.sync_log')).toBe(0);
  });

  test('a stranger is answered before the body has come, and the connection closed', async () => {
    const { hostname, port } = new URL(base);
    const socket = connect(Number(port), hostname);
    socket.write('POST /_v/holdfast/hook HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n{"OrderId"');
    let heard = '';
    for await (const chunk of socket) heard += chunk;
    expect(heard).toMatch(/^HTTP\/1\.1 401 /);
    expect(heard).toMatch(/^connection: close\r$/im);
  });

  test.each(['/_v/holdfast/erp/stock/7/1_1', '/_v/holdfast/nowhere'])(
    'nobody waits for the body of a stranger at %s',
    async (path) => {
      const { hostname, port } = new URL(base);
      const socket = connect(Number(port), hostname);
      socket.write(`PUT ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n{"onHand"`);
      const [first] = await once(socket, 'data');
      expect(String(first)).toMatch(/^HTTP\/1\.1 40[14] /);
      socket.destroy();
    },
  );

  test('is a POST route', async () => {
    expect((await fetch(`${base}/_v/holdfast/hook`)).status).toBe(405);
  });

  test('an id that is none is recorded, without a job', async () => {
    expect((await post(notification('../../x y'))).status).toBe(200);
    expect(await count('holdfast.sync_log')).toBe(1);
    expect(await count('graphile_worker.jobs')).toBe(0);
  });

  test('a sender that hangs up half-way leaves the server as it was', async () => {
    const broken = httpRequest(`${base}/_v/holdfast/hook`, {
      method: 'POST',
      headers: { 'x-holdfast-key': KEY, 'content-length': '1000' },
    });
    broken.on('error', () => undefined);
    await new Promise((resolve) => broken.write('{"OrderId"', resolve));
    broken.destroy();
    expect((await post(notification('v1-01'))).status).toBe(200);
  });

  test('without its database it acknowledges nothing, and says so where it is asked', async () => {
    expect((await post(notification('v1-01'))).status).toBe(200);
    await database.drop();
    const answers = await Promise.all([post(notification('v2-01')), post(notification('v3-01'))]);
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    expect(answers[0]?.headers.get('retry-after')).toBe('5');
    const ready = await fetch(`${base}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'not ready', reason: 'The database is not reachable.' });
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
  });
});

test('a database that does not answer is not waited for: 503 within the five seconds of VTEX', async () => {
  const impatient = createPool({ databaseUrl: database.url, applicationName: 'test', timeoutMs: 1_000 });
  const patient = base;
  const other = await startHttp(appOf(impatient), 0);
  base = `http://127.0.0.1:${other.port}`;
  const locker = await pool.connect();
  await locker.query('begin');
  await locker.query('lock table holdfast.sync_log in access exclusive mode');
  const startedMs = Date.now();
  const first = post(notification('v1-01'));
  const stuck = `select 1 from pg_locks where not granted and relation = 'holdfast.sync_log'::regclass`;
  while ((await locker.query(stuck)).rowCount === 0) await pause(10);
  const answers = await Promise.all([first, post(notification('v2-01'))]);
  expect(answers.map(({ status }) => status)).toEqual([503, 503]);
  expect(Date.now() - startedMs).toBeLessThan(5_000);
  await locker.query('rollback');
  locker.release();
  expect((await post(notification('v1-01'))).status).toBe(200);
  base = patient;
  await other.stop();
  await impatient.end();
});

test.each(['/readyz', '/metrics', '/nowhere', '/_v/holdfast/hook', '/_v/holdfast/erp/stock/1/1'])(
  '%s is kept by no cache, and taken for nothing else',
  async (path) => {
    const { headers } = await fetch(`${base}${path}`);
    expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
      'no-store',
      'nosniff',
    ]);
  },
);

test('readiness and metrics', async () => {
  await post(notification('v1-01'));
  expect(await (await fetch(`${base}/readyz`)).json()).toEqual({ status: 'ready' });
  const metrics = await (await fetch(`${base}/metrics`)).text();
  expect(metrics).toContain('holdfast_hook_requests_total{status="200"} 1');
  expect(metrics).toMatch(/^holdfast_resident_memory_bytes \d{7,}$/m);
  expect((await fetch(`${base}/nowhere`)).status).toBe(404);
});

test('it is not ready on a database that takes no changes, and says so', async () => {
  const name = new URL(database.url).pathname.slice(1);
  await pool.query(`alter database ${name} set default_transaction_read_only = on`);
  const later = createPool({ databaseUrl: database.url, applicationName: 'test' });
  expect(await whyNotReady(later)).toMatch(/read-only/);
  await later.end();
});

describe('health and metrics on a port of their own', () => {
  const dead = async () => 'The jobs could not be started again.';
  const metrics = createMetrics({ waitingNotifications: () => 0 });
  let own: RunningHttp;

  afterEach(() => own.stop());
  async function get(path: string, health: Partial<HealthOptions> = {}) {
    const all = { metrics, whyNotReady: async () => null, whyNotAlive: async () => null, ...health };
    own = await startHttp(createHealthListener(createLog('silent'), all), 0);
    return fetch(`http://127.0.0.1:${own.port}${path}`);
  }

  test.each([
    ['/healthz', 200],
    ['/readyz', 200],
    ['/metrics', 200],
    ['/_v/holdfast/api/overview', 404],
    ['/_v/holdfast/hook', 404],
    ['/admin/', 404],
  ])('%s', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });

  test('a process that another would better replace is not alive, with the reason', async () => {
    const answer = await get('/healthz', { whyNotAlive: dead });
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { status: 'not alive', reason: await dead() },
    ]);
  });
});

describe('a count from the ERP', () => {
  const GOOD = { onHand: 12, countedAt: '2024-05-14T11:59:00Z', reference: 'count-1' };

  function put(body: unknown, path = '7/1_1', token: string | null = 'inbound') {
    return fetch(`${base}/_v/holdfast/erp/stock/${path}`, {
      method: 'PUT',
      body: JSON.stringify(body),
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });
  }

  test('is recorded, planned and answered; the same reference again gets the same answer', async () => {
    const first = await put(GOOD);
    expect(first.status).toBe(202);
    const answer = await first.json();
    expect(answer).toEqual({ planId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const again = await put(GOOD);
    expect([again.status, await again.json()]).toEqual([202, answer]);
    // Other numbers are another count, and must not be believed taken.
    const other = await put({ ...GOOD, onHand: 99 });
    expect([other.status, await other.json()]).toEqual([
      409,
      {
        error: expect.stringMatching(/onHand 12/),
        recorded: { onHand: 12, countedAt: '2024-05-14T11:59:00.0000000Z', ...answer },
      },
    ]);
    const { rows } = await pool.query(
      'select on_hand, counted_at, sku_id, warehouse_id from holdfast.counts',
    );
    expect(rows).toEqual([
      { on_hand: 12, counted_at: '2024-05-14T11:59:00.0000000Z', sku_id: '7', warehouse_id: '1_1' },
    ]);
    expect(planned[0]).toBe('7@1_1 count');
  });

  test('ids keep their case and signs', async () => {
    expect((await put(GOOD, `Sku-7.b/W%C3%A4_1`)).status).toBe(202);
    expect(planned).toEqual(['Sku-7.b@Wä_1 count']);
  });

  test.each([
    ['A b', 'CD Sul'],
    ['MKP-6584634/09', 'SHP-#1001'],
    ['pedido nº 7', '東京/倉庫?x=1&y'],
    ['100%', 'a%2Fb+c'],
    ['1', ' '],
  ])('takes whatever can stand in an address: %s in %s', async (skuId, warehouseId) => {
    const path = `${encodeURIComponent(skuId)}/${encodeURIComponent(warehouseId)}`;
    expect((await put(GOOD, path)).status).toBe(202);
    expect(planned).toEqual([`${skuId}@${warehouseId} count`]);
    const { rows } = await pool.query('select sku_id, warehouse_id from holdfast.counts');
    expect(rows).toEqual([{ sku_id: skuId, warehouse_id: warehouseId }]);
  });

  test.each(['7/a%2F..%2Fb', '7/%00', '7/a%5C..', `7/${'x'.repeat(201)}`])(
    'and nothing else: %s',
    async (path) => {
      expect((await put(GOOD, path)).status).toBe(400);
      expect(await count('holdfast.counts')).toBe(0);
    },
  );

  test('a count may be seven days old here, and five seconds ahead', async () => {
    const counted = (countedAt: string, reference: string) => put({ ...GOOD, countedAt, reference });
    expect((await counted('2024-05-07T12:00:00Z', 'old')).status).toBe(202);
    expect((await counted('2024-05-14T12:00:05Z', 'ahead')).status).toBe(202);
    expect((await counted('2024-05-14T12:00', 'no zone')).status).toBe(400);
    expect((await counted('2024-05-14T09:00-03', 'short')).status).toBe(202);
    const tooOld = await counted('2024-05-07T11:59:59Z', 'older');
    expect([tooOld.status, await tooOld.json()]).toEqual([
      400,
      { error: expect.stringMatching(/older than the 7 days/) },
    ]);
    const ahead = await counted('2024-05-14T12:00:05.001Z', 'further ahead');
    expect([ahead.status, await ahead.json()]).toEqual([400, { error: expect.stringMatching(/future/) }]);
    expect((await counted('2024-04-01T00:00:00Z', 'old')).status).toBe(409);
    expect(await count('holdfast.counts')).toBe(3);
  });

  test.each<[string, unknown, string | null, number]>([
    ['no token', GOOD, null, 401],
    ['a wrong token', GOOD, 'inbounD', 401],
    ['a negative quantity', { ...GOOD, onHand: -1 }, 'inbound', 400],
    ['half a unit', { ...GOOD, onHand: 1.5 }, 'inbound', 400],
    ['a quantity in words', { ...GOOD, onHand: '12' }, 'inbound', 400],
    ['more than a database holds', { ...GOOD, onHand: 1e12 }, 'inbound', 400],
    ['the future', { ...GOOD, countedAt: '2024-05-14T12:01:00Z' }, 'inbound', 400],
    ['the future, in another zone', { ...GOOD, countedAt: '2024-05-14T12:00:00-03:00' }, 'inbound', 400],
    ['a date without zone', { ...GOOD, countedAt: '2024-05-14T11:00:00' }, 'inbound', 400],
    ['no date', { ...GOOD, countedAt: 'today' }, 'inbound', 400],
    ['a day that is none', { ...GOOD, countedAt: '2024-04-31T11:00:00Z' }, 'inbound', 400],
    ['the year 9999', { ...GOOD, countedAt: '9999-12-31T23:59:59Z' }, 'inbound', 400],
    ['a date long past', { ...GOOD, countedAt: '2023-12-31T00:00:00Z' }, 'inbound', 400],
    ['no reference', { ...GOOD, reference: '' }, 'inbound', 400],
    ['a reference that cannot be stored', { ...GOOD, reference: 'a\u0000b' }, 'inbound', 400],
    ['nothing', null, 'inbound', 400],
  ])('refused: %s', async (_name, body, token, status) => {
    const answer = await put(body, '7/1_1', token);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ error: expect.any(String) });
    expect(planned).toEqual([]);
    expect(await count('holdfast.counts')).toBe(0);
  });

  test('is refused when no token is set', async () => {
    const closed = await startHttp(appOf(pool, null), 0);
    const answer = await fetch(`http://127.0.0.1:${closed.port}/_v/holdfast/erp/stock/7/1_1`, {
      method: 'PUT',
      headers: { authorization: 'Bearer null' },
      body: JSON.stringify(GOOD),
    });
    expect(answer.status).toBe(401);
    await closed.stop();
  });
});
