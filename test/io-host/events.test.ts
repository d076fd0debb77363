import { anId } from '../builders/an-id';
import './platform-env';
import type { WorkEvent } from '@holdfast/node/io/work/work-bell';
import { saveSweepState } from '@holdfast/node/store/listener-state';
import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { erpBooks, expectedBooks } from '../flows/expected-books';
import { until } from '../flows/until';
import { ACCESS_KEY, type App, GOOD_SETTINGS, startApp } from './app';
import { storeTransport } from './store-transport';

let app: App;
let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox({ seed: 11, accountName: 'teststore' });
  sandbox.store.model.stock({ skuId: 'mug', warehouseId: 'main', quantity: 50 });
  app = await startApp();
  app.outside.vtex = storeTransport(sandbox);
  app.outside.post = async ({ url, headers, body }) => {
    const answer = await fetch(url, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    return { kind: 'answer', status: answer.status, headers: Object.fromEntries(answer.headers) };
  };
  app.outside.settings = {
    ...GOOD_SETTINGS,
    mode: 'execute',
    guardGapMs: 20,
    erpUrl: sandbox.erp.url,
    erpSecret: sandbox.erp.secret,
  };
});

/** As if the sweep had just run: its first one asks VTEX for two days, hour by hour. */
async function alreadySwept(): Promise<void> {
  await saveSweepState(app.store, {
    sweptAtMs: Date.now() + 3_600_000,
    outcome: 'swept',
    orders: 0,
    message: null,
  });
}

afterEach(async () => {
  await app.close();
  await sandbox.stop();
});

function broadcast(orderId: string, currentState: string | null = 'payment-approved') {
  return app.event('orderStatus', {
    recorder: { _record: {} },
    domain: 'Marketplace',
    orderId,
    currentState,
    currentChangeDate: '2025-06-03T10:00:00.0000000Z',
  });
}

function sell(): string {
  return sandbox.store.model.placeOrder({ lines: [{ skuId: 'mug', quantity: 2, warehouseId: 'main' }] })
    .orderId;
}

function tick(headers: Record<string, string> = { 'x-holdfast-key': ACCESS_KEY }) {
  return app.route('tick', { method: 'POST', path: '/_v/holdfast/tick', headers });
}

/** The courier at its most faithful: every event the app sends itself comes back at once. */
async function courier(): Promise<void> {
  for (let event: WorkEvent | undefined = app.outside.rung.shift(); event; event = app.outside.rung.shift()) {
    expect(await app.event('work', event)).toBe(204);
  }
}

test('an event runs the chain: the order is on record and the ERP is told', async () => {
  const orderId = sell();
  sandbox.store.model.advanceTo(orderId, 'ready-for-handling');
  expect(await broadcast(orderId)).toBe(204);
  expect(erpBooks(sandbox, [orderId])).toEqual(expectedBooks(sandbox.store.model, [orderId]));
  expect(app.work()).toEqual([]);
});

test('from the sale to the removal, by events alone', async () => {
  const orderId = sell();
  for (const stage of ['ready-for-handling', 'handling', 'invoiced'] as const) {
    sandbox.store.model.advanceTo(orderId, stage);
    await broadcast(orderId, stage);
    await courier();
  }
  await until('removed', () => erpBooks(sandbox, [orderId])[0]?.status === 'removed', 20_000);
  expect(sandbox.store.model.oracle()).toMatchObject({ oversoldUnits: 0, openDiscarded: 0 });
  await courier();
  expect(app.work()).toEqual([]);
}, 60_000);

test.each([
  ['a status that changes nothing here', 'on-order-completed', 0],
  ['a status nobody knows', 'brand-new-status', 1],
  ['no status', null, 1],
])('%s (%p)', async (_why, state, looks) => {
  const orderId = sell();
  sandbox.store.counters.reset();
  await broadcast(orderId, state);
  const calls = app.outside.vtexCalls.filter(({ endpoint }) => endpoint.endsWith('/{orderId}'));
  expect(calls).toHaveLength(looks);
});

test.each([[{}], [{ orderId: 7 }], [[1]], [{ orderId: '../..' }]])(
  '%j names no order: 204, no work',
  async (body) => {
    expect(await app.event('orderStatus', body)).toBe(204);
    expect(app.work()).toEqual([]);
    expect(app.outside.vtexCalls).toEqual([]);
  },
);

test('an event whose work cannot be made sure fails, so that it may come again', async () => {
  app.outside.documents.faults.missing = () => true;
  await app.outside.documents.write('work/look-at-order/v9-01', {}, 'absent');
  expect(await broadcast('v9-01')).toBeGreaterThanOrEqual(500);
});

test('VTEX down: the event is taken, the order is looked at later', async () => {
  const orderId = sell();
  await alreadySwept();
  app.outside.vtex = async () => ({ kind: 'answer', status: 503, headers: {}, body: {} });
  expect(await broadcast(orderId)).toBe(204);
  expect(app.work()).toEqual([`work/look-at-order/${orderId}`]);
  app.outside.vtex = storeTransport(sandbox);
  app.outside.aheadMs += 120_000;
  const answer = await tick();
  expect(answer.status).toBe(200);
  expect(app.work()).toEqual([]);
  expect(erpBooks(sandbox, [orderId])).toEqual(expectedBooks(sandbox.store.model, [orderId]));
}, 60_000);

test('settings in recommend mode propose, and execute nothing', async () => {
  app.outside.settings = { ...(app.outside.settings as object), mode: 'recommend' };
  const orderId = sell();
  sandbox.store.model.advanceTo(orderId, 'invoiced');
  await broadcast(orderId, 'invoiced');
  await courier();
  expect(app.outside.vtexCalls.filter(({ method }) => method === 'PUT')).toEqual([]);
  const cookie = { cookie: 'VtexIdclientAutCookie=user-token' };
  const path = '/_v/private/holdfast/api';
  const read = await app.route('privateApi', {
    method: 'GET',
    path: `${path}/positions/mug/main`,
    headers: cookie,
  });
  const plan = read.json.currentPlan as { planId: string; state: string };
  expect(plan.state).toBe('proposed');

  const approved = await app.route('privateApi', {
    method: 'POST',
    path: `${path}/recommendations/${plan.planId}/approve`,
    headers: { ...cookie, 'sec-fetch-site': 'same-origin', origin: 'https://teststore.myvtex.com' },
    body: {},
  });
  expect(approved.status).toBe(200);
  await courier();
  await until('removed', () => erpBooks(sandbox, [orderId])[0]?.status === 'removed', 20_000);
  const kept = [...app.outside.documents.files.values()].join('\n');
  expect(kept).toContain('admin user-0001-0001');
  expect(kept).not.toContain('ana@example.com');
  expect(kept).not.toContain('user-token');
}, 60_000);

describe('the tick', () => {
  test('needs its key', async () => {
    await alreadySwept();
    expect((await tick({})).status).toBe(401);
    expect((await tick({ 'x-holdfast-key': `${ACCESS_KEY} ` })).status).toBe(200);
    expect((await tick({ 'x-holdfast-key': `${ACCESS_KEY}2` })).status).toBe(401);
    app.outside.settings = {};
    app.outside.aheadMs += 60_000;
    const closed = await tick({ 'x-holdfast-key': '' });
    expect([closed.status, closed.json.error]).toEqual([401, expect.stringContaining('accessKey')]);
  });

  test('finds what no event told: the feed is read, committed and worked', async () => {
    await alreadySwept();
    await tick();
    const orderId = sell();
    sandbox.store.model.advanceTo(orderId, 'ready-for-handling');
    const { json } = await tick();
    expect(json.feed).toMatchObject({ failure: null });
    expect(erpBooks(sandbox, [orderId])).toEqual(expectedBooks(sandbox.store.model, [orderId]));
  }, 60_000);

  test('without the feed the sweep finds it', async () => {
    app.outside.settings = { ...(app.outside.settings as object), readFeed: false };
    const orderId = sell();
    sandbox.store.model.advanceTo(orderId, 'ready-for-handling');
    const { json } = await tick();
    expect(json.feed).toBe('skipped');
    expect(json.sweep).toMatchObject({ dispatched: 1, failure: null });
    expect(erpBooks(sandbox, [orderId])).toEqual(expectedBooks(sandbox.store.model, [orderId]));
  }, 60_000);

  test('registers the hook where there is a public address, and mends it', async () => {
    await alreadySwept();
    const settings = { ...(app.outside.settings as object), publicUrl: 'https://teststore.myvtex.com' };
    app.outside.settings = settings;
    const saved: unknown[] = [];
    const store = storeTransport(sandbox);
    app.outside.vtex = async (request) => {
      if (request.path !== '/api/orders/hook/config') return store(request);
      if (request.method === 'POST') saved.push(request.body);
      return { kind: 'answer', status: 200, headers: {}, body: saved[0] ?? {} };
    };
    const { json } = await tick();
    expect(json.hook).toEqual({ outcome: 'registered' });
    expect(saved).toMatchObject([
      {
        hook: {
          url: 'https://teststore.myvtex.com/_v/holdfast/hook',
          headers: { 'x-holdfast-key': ACCESS_KEY },
        },
      },
    ]);
    expect((await tick()).json.hook).toBe('skipped');
  }, 60_000);

  test('settings that are wrong by now: an update without an answer is judged all the same, none is begun', async () => {
    await alreadySwept();
    const orderId = sell();
    sandbox.store.model.advanceTo(orderId, 'invoiced');
    const store = storeTransport(sandbox);
    const away = { kind: 'no-answer', code: 'ECONNRESET', message: 'away' } as const;
    let isAway = false;
    app.outside.vtex = async (request) => {
      if (!isAway && request.method === 'PUT') {
        await store(request);
        isAway = true;
      }
      return isAway ? away : store(request);
    };
    const state = async () =>
      (await app.store.currentPlan({ skuId: anId('mug'), warehouseId: anId('main') }))?.state;
    await broadcast(orderId, 'invoiced');
    const running = courier();
    await until('sent', () => isAway, 20_000);
    app.outside.settings = { ...(app.outside.settings as object), erpUrl: 'typo' };
    app.outside.aheadMs += 180_000;
    await running;
    expect(await state()).toBe('executing');

    app.outside.vtexCalls.length = 0;
    app.outside.vtex = store;
    expect((await tick()).status).toBe(503);
    expect(await state()).toBe('executed');
    expect(app.outside.vtexCalls.filter(({ method }) => method !== 'GET')).toEqual([]);
  }, 60_000);

  test('two at once are one', async () => {
    await alreadySwept();
    const answers = await Promise.all([tick(), tick()]);
    expect(answers.map(({ json }) => json.kind).sort()).toEqual(['busy', 'done']);
  }, 60_000);

  test('a step that fails stops no other', async () => {
    const store = storeTransport(sandbox);
    app.outside.vtex = async (request) => {
      if (request.path.includes('/feed')) throw new Error('a bug');
      return store(request);
    };
    const orderId = sell();
    const { status, json } = await tick();
    expect([status, json.feed]).toEqual([200, 'failed']);
    expect(erpBooks(sandbox, [orderId])).toEqual(expectedBooks(sandbox.store.model, [orderId]));
  }, 60_000);
});
