import { anId } from '../builders/an-id';
import './platform-env';
import { saveSweepState } from '@holdfast/node/store/listener-state';
import type { Report } from '@holdfast/node/store/reconciliation';
import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { until } from '../flows/until';
import { ACCESS_KEY, type App, GOOD_SETTINGS, startApp } from './app';
import { storeTransport } from './store-transport';

let app: App;
let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox({ seed: 12, accountName: 'teststore' });
  for (const skuId of ['lamp', 'calm'])
    sandbox.store.model.stock({ skuId, warehouseId: 'main', quantity: 20 });
  app = await startApp();
  app.outside.vtex = storeTransport(sandbox);
  app.outside.settings = { ...GOOD_SETTINGS, mode: 'execute', guardGapMs: 20 };
  await sweptNow();
});
afterEach(async () => {
  await app.close();
  await sandbox.stop();
});

/** Later than anything is young, and sooner than the next sweep. */
const A_WHILE_MS = 5 * 60_000;

/** No sweep is due. */
const sweptNow = () =>
  saveSweepState(app.store, {
    sweptAtMs: Date.now() + app.outside.aheadMs,
    outcome: 'swept',
    orders: 0,
    message: null,
  });

const HEADERS = {
  cookie: 'VtexIdclientAutCookie=user-token',
  'sec-fetch-site': 'same-origin',
  origin: 'https://teststore.myvtex.com',
};
const api = async <T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T> => {
  const at = `/_v/private/holdfast/api${path}`;
  const { status, json } = await app.route('privateApi', { method, path: at, headers: HEADERS, body });
  expect({ path, status, error: json.error }).toEqual({ path, status: 200, error: undefined });
  return json as T;
};

const tick = () =>
  app.route('tick', {
    method: 'POST',
    path: '/_v/holdfast/tick',
    headers: { 'x-holdfast-key': ACCESS_KEY },
  });

async function sell(skuId: string, quantity: number): Promise<string> {
  const { orderId } = sandbox.store.model.placeOrder({ lines: [{ skuId, quantity, warehouseId: 'main' }] });
  sandbox.store.model.advanceTo(orderId, 'handling');
  await app.event('orderStatus', { orderId, currentState: 'handling' });
  return orderId;
}

/** Somebody sets the total in VTEX's admin, with no date: whatever is acknowledged is released. */
const editInVtex = (skuId: string, quantity: number) =>
  sandbox.store.model.updateInventory(skuId, 'main', { quantity, unlimited: false });

const positionOf = (skuId: string) =>
  sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId);

async function finished(reconciliationId: string): Promise<Report> {
  await tick();
  const report = await api<Report>('GET', `/reconciliations/${reconciliationId}`);
  expect(report.state).toBe('done');
  return report;
}

const begin = async () => finished((await api<Report>('POST', '/reconciliations')).reconciliationId);

test('an open reservation that somebody else discarded: named by the report, repaired from it once', async () => {
  await sell('lamp', 3);
  await sell('calm', 1);
  editInVtex('lamp', 25);
  app.outside.aheadMs += A_WHILE_MS;
  const report = await begin();
  expect(report).toMatchObject({
    compared: 2,
    unexplained: 1,
    isComplete: true,
    erp: null,
    trigger: 'person',
  });
  expect(report.lines).toMatchObject([
    { skuId: 'lamp', differences: [{ account: 'reserved', class: 'lost-reservation', units: -3 }] },
  ]);
  expect(positionOf('lamp')).toMatchObject({ total: 25 });

  const repair = () => api('POST', `/reconciliations/${report.reconciliationId}/repair`, { note: 'seen' });
  expect(await repair()).toMatchObject({ repairs: [{ skuId: 'lamp', kind: 'approved' }] });
  await tick();
  expect(positionOf('lamp')).toMatchObject({ total: 22 });
  const { currentPlan } = await api('GET', '/positions/lamp/main');
  expect(currentPlan).toMatchObject({ state: 'executed', decidedBy: 'admin user-0001-0001' });
  expect(await repair()).toMatchObject({ repairs: [{ message: 'The repair has been carried out.' }] });
  await tick();
  expect(positionOf('lamp')).toMatchObject({ total: 22, updates: 2 });
  expect((await begin()).lines).toEqual([]);
  const { reconciliations } = await api<{ reconciliations: Report[] }>('GET', '/reconciliations');
  expect(reconciliations.map(({ state, unexplained }) => [state, unexplained])).toEqual([
    ['done', 0],
    ['done', 1],
  ]);
  expect(
    (await api<{ reconciliations: Report[] }>('GET', '/reconciliations?limit=1')).reconciliations,
  ).toHaveLength(1);
}, 60_000);

test('the sweep finds it as well, though no order of the position moves', async () => {
  await sell('lamp', 3);
  editInVtex('lamp', 25);
  app.outside.aheadMs += 10 * 60_000;
  const { json } = await tick();
  expect(json.sweep).toMatchObject({ failure: null });
  await until('the loss is proposed', async () => {
    const plan = await app.store.currentPlan({ skuId: anId('lamp'), warehouseId: anId('main') });
    return plan?.gate.kind === 'attention' && plan.gate.attentions[0]?.reason === 'lost-reservation';
  });
}, 60_000);

test('the tick begins one run a day, and goes on with what a dead worker left', async () => {
  await sell('calm', 1);
  const nextMorning = new Date();
  nextMorning.setUTCHours(24 + 4, 18, 0, 0);
  const first = await tick();
  expect(first.json.reconciliation).toEqual({ asked: false });
  app.outside.aheadMs = nextMorning.getTime() - Date.now();
  await sweptNow();
  // Its worker asked for the run, and died.
  const asking = app.outside.documents;
  asking.faults.turn = async () => {
    if (app.work().some((path) => path.startsWith('work/reconcile/'))) asking.faults.cutAfterWrites = 0;
  };
  expect((await tick()).status).toBe(500);
  asking.faults.turn = async () => undefined;
  asking.faults.cutAfterWrites = null;
  app.outside.aheadMs += 130_000;
  expect((await tick()).json.reconciliation).toEqual({ asked: true });
  expect((await tick()).json.reconciliation).toEqual({ asked: false });
  const { reconciliations } = await api<{ reconciliations: Report[] }>('GET', '/reconciliations');
  const day = nextMorning.toISOString().slice(0, 10);
  expect(reconciliations).toMatchObject([
    { reconciliationId: `daily-${day}`, trigger: 'schedule', state: 'done', compared: 1 },
  ]);
}, 60_000);

test('an id nobody knows: 404; one that runs is not repaired', async () => {
  const at = (path: string, method = 'GET') =>
    app.route('privateApi', {
      method,
      path: `/_v/private/holdfast/api${path}`,
      headers: HEADERS,
      body: method === 'GET' ? undefined : {},
    });
  expect((await at('/reconciliations/none')).status).toBe(404);
  expect((await at('/reconciliations/none/repair', 'POST')).status).toBe(404);
  const { reconciliationId } = await api<Report>('POST', '/reconciliations');
  const refused = await at(`/reconciliations/${reconciliationId}/repair`, 'POST');
  expect([refused.status, refused.json.error]).toEqual([409, expect.stringContaining('running')]);
});
