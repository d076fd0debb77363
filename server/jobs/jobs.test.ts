import { positionKey } from '@holdfast/node/core/position';
import { say } from '@holdfast/node/core/said/say';
import type { ChainOutcome } from '@holdfast/node/middlewares/chain-services';
import type { Notification } from '@holdfast/node/store/notification';
import type { Pool } from 'pg';
import { anId } from '../../test/builders/an-id';
import { jobServices } from '../../test/builders/job-services';
import { freshDatabase } from '../../test/postgres/fresh-database';
import { decision } from '../../test/store-contract/examples';
import { addOrderJobs, PAIR_WAIT_MS } from './job-queries';
import type { JobServices } from './job-services';
import { rescueJobs, workerLife } from './rescue-jobs';
import { cronItems } from './schedule';
import { startWorkers, type Workers } from './start-workers';
import { erpTasks, newOrderTasks, storeTasks } from './task-lists';

jest.setTimeout(120_000);

const ACCOUNT = 'mystore';
const POSITION = { skuId: anId('7'), warehouseId: anId('1_1') };
let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: JobServices;
let running: Workers | null;
let looks: { orderId: string }[];
let plans: { trigger: string; atMs: number }[];
let answer: (orderId: string) => Promise<ChainOutcome>;
let wayIsFree: Promise<void>;

beforeEach(async () => {
  database = await freshDatabase();
  running = null;
  looks = [];
  plans = [];
  answer = async () => ({ kind: 'done' });
  wayIsFree = Promise.resolve();
  services = servicesOf(database.url);
});
afterEach(async () => {
  await running?.stop();
  await services.locks.close();
  await services.pool.end();
  await database.drop();
});

function servicesOf(databaseUrl: string): JobServices {
  return jobServices({
    databaseUrl,
    account: ACCOUNT,
    chain: {
      lookAtOrder: (_services, request) => {
        looks.push(request);
        return answer(request.orderId);
      },
      planPosition: async (_services, { trigger }) => {
        plans.push({ trigger, atMs: Date.now() });
        return { kind: 'done' };
      },
    },
    makeWay: () => wayIsFree,
  });
}

async function work(): Promise<void> {
  running = await startWorkers({
    ...services,
    storeTasks: storeTasks(services),
    newOrderTasks: newOrderTasks(services),
    erpTasks: erpTasks(services),
    storeConcurrency: 4,
    newOrderConcurrency: 2,
    erpConcurrency: 2,
  });
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`waited too long: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Without what the clock adds: a test that runs past the full minute would see those, too. */
async function waiting(pool: Pool = services.pool): Promise<{ key: string | null; runAtMs: number }[]> {
  const { rows } = await pool.query(
    `select key, extract(epoch from run_at)::float8 * 1000 as "runAtMs" from graphile_worker.jobs
     where not task_identifier = any($1) order by id`,
    [cronItems(ACCOUNT).map(({ task }) => task)],
  );
  return rows;
}

const none = async () => (await waiting()).length === 0;

function told(orderId: string, extra: Partial<Notification> = {}): Notification {
  return {
    orderId: anId(orderId),
    source: 'hook',
    domain: null,
    state: 'handling',
    lastState: null,
    currentChange: null,
    ...extra,
  };
}

test('many notifications of one order become one look', async () => {
  await services.dispatcher.lookAtOrders([told('v1-01'), told('v2-01'), told('v1-01')]);
  await services.dispatcher.lookAtOrders([told('v1-01')]);
  await addOrderJobs(services.pool, ACCOUNT, [anId('v1-01'), anId('v1-01'), anId('v2-01')]);
  expect((await waiting()).filter(({ key }) => key === 'order:mystore:v1-01')).toHaveLength(1);
  await services.pool.query(`delete from graphile_worker._private_jobs where key is not null`);
  await work();
  await until('jobs end', none);
  expect(new Set(looks.map(({ orderId }) => orderId))).toEqual(new Set(['v1-01', 'v2-01']));
});

test('an event during the look is not swallowed by it, and two looks never run at once', async () => {
  let inside = 0;
  let atMost = 0;
  let finishFirst: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (finishFirst = resolve));
  answer = async () => {
    inside += 1;
    atMost = Math.max(atMost, inside);
    if (looks.length === 1) await first;
    inside -= 1;
    return { kind: 'done' };
  };
  await addOrderJobs(services.pool, ACCOUNT, [anId('v1-01')]);
  await work();
  await until('the first look', () => looks.length === 1);
  await addOrderJobs(services.pool, ACCOUNT, [anId('v1-01')]);
  // The second finds the order busy and comes back.
  const busy = /^holdfast_jobs_total\{task="look-at-new-order",outcome="busy"\} [1-9]/m;
  await until('it is put off', async () => busy.test(await services.metrics.registry.metrics()));
  finishFirst();
  await until('the second look', () => looks.length === 2);
  await until('jobs end', none);
  expect(atMost).toBe(1);
});

test('a look that has to wait comes back by itself, and a fresh event brings it forward', async () => {
  answer = async () =>
    looks.length === 1 ? { kind: 'again', afterMs: 3_600_000, reason: 'busy' } : { kind: 'done' };
  await addOrderJobs(services.pool, ACCOUNT, [anId('v1-01')]);
  await work();
  await until('it waits', async () =>
    (await waiting()).some(({ runAtMs }) => runAtMs > Date.now() + 3_000_000),
  );
  await addOrderJobs(services.pool, ACCOUNT, [anId('v1-01')]);
  await until('jobs end', none);
  expect(looks).toHaveLength(2);
});

test('the look waits for the other event of a pair, and a stream of events does not push it off', async () => {
  const runAt = async () => (await waiting())[0]?.runAtMs ?? 0;
  await addOrderJobs(services.pool, ACCOUNT, [anId('v1-01')]);
  const first = await runAt();
  const { rows } = await services.pool.query(
    'select extract(epoch from run_at - created_at)::float8 * 1000 as waits from graphile_worker.jobs',
  );
  expect(rows[0].waits).toBeCloseTo(PAIR_WAIT_MS, 0);
  for (let event = 0; event < 3; event += 1) {
    await addOrderJobs(services.pool, ACCOUNT, [anId('v1-01')]);
  }
  expect(await runAt()).toBe(first);
  expect(await waiting()).toHaveLength(1);
  await work();
  await until('jobs end', none);
  expect(looks).toEqual([{ orderId: 'v1-01' }]);
});

test('jobs make way for the intake before they begin, and then go on', async () => {
  let free: () => void = () => undefined;
  wayIsFree = new Promise((resolve) => (free = resolve));
  await addOrderJobs(services.pool, ACCOUNT, [anId('v1-01')]);
  await work();
  await until('the job is taken', async () => {
    const { rows } = await services.pool.query(
      `select 1 from graphile_worker.jobs where attempts = 1 and key = 'order:mystore:v1-01'`,
    );
    return rows.length === 1;
  });
  expect(looks).toEqual([]);
  free();
  await until('jobs end', none);
  expect(looks).toHaveLength(1);
});

test('since when an order is not found lies with its job: neither an event nor a restart begins anew', async () => {
  const sinceMs = Date.now();
  answer = async () =>
    looks.length < 3
      ? { kind: 'again', afterMs: looks.length === 1 ? 3_600_000 : 100, reason: '', missingSinceMs: sinceMs }
      : { kind: 'done' };
  await services.dispatcher.lookAtOrders([told('MKP-1/09')]);
  await work();
  const later = async () => (await waiting()).some(({ runAtMs }) => runAtMs > Date.now() + 3_000_000);
  await until('it waits', later);
  await running?.stop();
  await services.dispatcher.lookAtOrders([told('MKP-1/09', { state: 'handling' })]);
  await work();
  await until('jobs end', none);
  expect(looks).toEqual([
    { orderId: 'MKP-1/09' },
    { orderId: 'MKP-1/09', missingSinceMs: sinceMs },
    { orderId: 'MKP-1/09', missingSinceMs: sinceMs },
  ]);
});

test('what is parked for a person is tried again, not lost', async () => {
  answer = async () => ({ kind: 'parked', reason: 'a resource is missing' });
  await addOrderJobs(services.pool, ACCOUNT, [anId('v1-01')]);
  await work();
  await until('it waits', async () => (await waiting()).some(({ runAtMs }) => runAtMs > Date.now() + 60_000));
});

test('a bug in one order does not hold up another, and is told in the log', async () => {
  answer = async (orderId) => {
    if (orderId === 'v-bad-1') throw new TypeError('secret detail');
    return { kind: 'done' };
  };
  await addOrderJobs(services.pool, ACCOUNT, [anId('v-bad-1'), anId('v2-01')]);
  await work();
  await until('the good one is done', () => looks.some(({ orderId }) => orderId === 'v2-01'));
  await until('the bad one is told', async () => {
    const { rows } = await services.pool.query(
      `select message from holdfast.sync_log where kind = 'failure'`,
    );
    const messages = rows.map(({ message }) => message as string);
    expect(messages.filter((message) => /secret/.test(message))).toEqual([]);
    return messages.some((message) => /look-at-new-order/.test(message));
  });
  const [left] = await waiting();
  expect(left?.key).toBe('order:mystore:v-bad-1');
});

test('a position has one request waiting, at the earliest time anybody asked for', async () => {
  const nowMs = Date.now();
  const runAt = async () => Math.round(((await waiting())[0]?.runAtMs ?? 0) - nowMs);
  await services.dispatcher.planPosition(POSITION, nowMs + 60_000, 'event');
  await services.dispatcher.planPosition(POSITION, nowMs + 90_000, 'sweep');
  expect(await runAt()).toBe(60_000);
  await services.dispatcher.planPosition(POSITION, nowMs + 30_000, 'count');
  expect(await runAt()).toBe(30_000);
  expect(await waiting()).toHaveLength(1);
  await services.dispatcher.planPosition(POSITION, nowMs - 1, 'event');
  await work();
  await until('jobs end', none);
  // The weightiest of the reasons folded into it.
  expect(plans.map(({ trigger }) => trigger)).toEqual(['count']);
});

test('ids of any signs and any length have a job of their own', async () => {
  const long = { skuId: anId('東'.repeat(200)), warehouseId: anId('倉'.repeat(200)) };
  const other = { ...long, warehouseId: anId(`${'倉'.repeat(199)}庫`) };
  const nowMs = Date.now();
  for (const position of [long, long, other, { skuId: anId('MKP/09'), warehouseId: anId('CD Sul') }]) {
    await services.dispatcher.planPosition(position, nowMs, 'event');
    await services.dispatcher.deliver(`position/${positionKey(position)}`, nowMs);
  }
  await addOrderJobs(services.pool, ACCOUNT, [anId('GLV-pedido nº 7'), anId('東'.repeat(200))]);
  expect(await waiting()).toHaveLength(3 + 3 + 2);
  await work();
  await until('jobs end', none);
  expect(looks.map(({ orderId }) => orderId).sort()).toEqual(['GLV-pedido nº 7', '東'.repeat(200)]);
});

test('requests at once leave one job at the earliest time', async () => {
  const nowMs = Date.now();
  const offsets = [50_000, 20_000, 90_000, 40_000, 70_000, 30_000];
  await Promise.all(offsets.map((ms) => services.dispatcher.planPosition(POSITION, nowMs + ms, 'event')));
  expect((await waiting()).map(({ runAtMs }) => Math.round(runAtMs - nowMs))).toEqual([20_000]);
});

test('the feed adds no look for what is on record', async () => {
  const currentChange = '2024-05-14T17:12:48.0965893Z' as Notification['currentChange'];
  const other = '2024-05-14T17:13:00.0000000Z' as Notification['currentChange'];
  const read = decision('v1-01');
  await services.store.changeOrder(anId('v1-01'), () => ({
    ...read,
    order: { ...read.order, changedAt: currentChange },
  }));
  await services.dispatcher.lookAtOrders([told('v1-01', { source: 'feed', currentChange })]);
  expect(await waiting()).toEqual([]);
  await services.dispatcher.lookAtOrders([
    told('v1-01', { currentChange }),
    told('v1-01', { source: 'feed', currentChange: other }),
    told('v1-01', { source: 'feed', currentChange: null }),
    told('v2-01', { source: 'feed', currentChange }),
  ]);
  const { rows } = await services.pool.query(
    'select payload from graphile_worker._private_jobs order by id desc limit 1',
  );
  expect(rows[0].payload.orderIds).toEqual(['v1-01', 'v2-01']);
  const logged = await services.pool.query(`select count(*)::int as count from holdfast.sync_log`);
  expect(logged.rows[0].count).toBe(3);
});

describe('an order that nobody but the hook has named', () => {
  const tasks = async () => {
    const { rows } = await services.pool.query(
      `select key, split_part(task_identifier, ':', 1) as task from graphile_worker.jobs
       where key like 'order:%' order by key`,
    );
    return Object.fromEntries(rows.map(({ key, task }) => [key.split(':')[2], task]));
  };
  const recordOrder = (orderId: string) =>
    services.pool.query(
      `insert into holdfast.orders (account, order_id, reading, read_at) values ($1, $2, '{}', now())`,
      [ACCOUNT, orderId],
    );

  test('waits among the new ones; on record, or named by the feed, it does not', async () => {
    await recordOrder('known-01');
    await addOrderJobs(
      services.pool,
      ACCOUNT,
      [anId('known-01'), anId('new-01'), anId('new-02'), anId('fed-01')],
      [anId('fed-01')],
    );
    const wanted = { 'known-01': 'look-at-order', 'fed-01': 'look-at-order', 'new-02': 'look-at-new-order' };
    expect(await tasks()).toEqual({ ...wanted, 'new-01': 'look-at-new-order' });
    // The feed brings it forward, and the hook does not put it back.
    await addOrderJobs(services.pool, ACCOUNT, [anId('new-01')], [anId('new-01')]);
    await addOrderJobs(services.pool, ACCOUNT, [anId('new-01')]);
    expect(await tasks()).toEqual({ ...wanted, 'new-01': 'look-at-order' });
  });

  test('however many are made up and hang, one on record is looked at', async () => {
    let free: () => void = () => undefined;
    const hangs = new Promise<ChainOutcome>((resolve) => (free = () => resolve({ kind: 'done' })));
    answer = (orderId) => (orderId.startsWith('made-up') ? hangs : Promise.resolve({ kind: 'done' }));
    await recordOrder('known-01');
    await addOrderJobs(
      services.pool,
      ACCOUNT,
      Array.from({ length: 50 }, (_, nth) => `made-up-${nth}`).map(anId),
    );
    await work();
    await until('the made-up ones hang', () => looks.length === 2);
    await addOrderJobs(services.pool, ACCOUNT, [anId('known-01'), anId('fed-01')], [anId('fed-01')]);
    await until('both are looked at', () => looks.length === 4);
    expect(
      looks
        .slice(2)
        .map(({ orderId }) => orderId)
        .sort(),
    ).toEqual(['fed-01', 'known-01']);
    free();
    await until('jobs end', none);
  });

  test('the feed is heard although the hook has brought the same event', async () => {
    const currentChange = '2024-05-14T17:12:48.0965893Z' as Notification['currentChange'];
    await services.dispatcher.lookAtOrders([told('new-01', { currentChange })]);
    await addOrderJobs(services.pool, ACCOUNT, [anId('new-01')]);
    await services.dispatcher.lookAtOrders([told('new-01', { source: 'feed', currentChange })]);
    const { rows } = await services.pool.query(
      'select payload from graphile_worker._private_jobs order by id desc limit 1',
    );
    expect(rows[0].payload).toEqual({ account: ACCOUNT, orderIds: ['new-01'], sureIds: ['new-01'] });
  });

  test('and that VTEX did not know is left alone for a minute, unless the feed names it', async () => {
    const unknown = say('order.unknown', { orderId: anId('new-01'), why: 'not-found' });
    await services.store.appendLog([
      { kind: 'order', outcome: 'nothing', ...unknown, orderId: anId('new-01') },
    ]);
    await addOrderJobs(services.pool, ACCOUNT, [anId('new-01')]);
    expect(await tasks()).toEqual({});
    await addOrderJobs(services.pool, ACCOUNT, [anId('new-01')], [anId('new-01')]);
    expect(await tasks()).toEqual({ 'new-01': 'look-at-order' });
    await services.pool.query(`delete from graphile_worker._private_jobs`);
    await services.pool.query(`update holdfast.sync_log set at = at - interval '61 seconds'`);
    await addOrderJobs(services.pool, ACCOUNT, [anId('new-01')]);
    expect(await tasks()).toEqual({ 'new-01': 'look-at-new-order' });
  });
});

test('jobs of a killed process are freed, those of a living one are left', async () => {
  await addOrderJobs(services.pool, ACCOUNT, [anId('v1-01'), anId('v2-01')]);
  await services.pool.query(
    `update graphile_worker._private_jobs set locked_at = now(), attempts = 1,
       locked_by = case when key like '%v1-01' then 'pool-dead' else 'pool-living' end`,
  );
  await services.locks.holdForLife(workerLife('pool-living'));
  expect(await rescueJobs(services.pool, ACCOUNT)).toBe(1);
  const { rows } = await services.pool.query('select key from graphile_worker.jobs where locked_by is null');
  expect(rows).toEqual([{ key: 'order:mystore:v1-01' }]);
  expect(await rescueJobs(services.pool, 'another')).toBe(0);
});

test("another account's jobs on the same database are not ours to run", async () => {
  await addOrderJobs(services.pool, 'another', [anId('v9-01')]);
  await addOrderJobs(services.pool, ACCOUNT, [anId('v1-01')]);
  await work();
  await until('ours ends', () => looks.length > 0);
  await until('one is left', async () => (await waiting()).length === 1);
  expect(looks.map(({ orderId }) => orderId)).toEqual(['v1-01']);
});
