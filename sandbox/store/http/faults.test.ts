import { realTime } from '../../time';
import { type RunningStore, startStore } from '../start-store';
import { jsonOf, storeClient } from './store-client';

let store: RunningStore;
let call: ReturnType<typeof storeClient>;
const PUT = '/api/logistics/pvt/inventory/skus/10/warehouses/main';
const GET = '/api/logistics/pvt/inventory/skus/10';

beforeEach(async () => {
  const names = { accountName: 'sandboxstore', appKey: 'the-key', appToken: 'the-token' };
  store = await startStore({ port: 0, ...names, seed: 1, time: realTime, platform: { updateLockMs: 0 } });
  call = storeClient(store);
  store.model.stock({ skuId: '10', warehouseId: 'main', quantity: 100 });
});
afterEach(() => store.stop());

const total = () => store.model.oracle().positions[0]?.total;
const put = (client = call) =>
  client('PUT', PUT, { quantity: 7, unlimitedQuantity: false, leadTime: '00:00:00' });

it.each([
  [{ kind: 'rate-limited' }, 429, 100],
  [{ kind: 'error-before' }, 500, 100],
  [{ kind: 'error-after' }, 500, 7],
  [{ kind: 'unavailable' }, 503, 100],
  [{ kind: 'locked' }, 423, 100],
  [{ kind: 'unauthorized' }, 401, 100],
  [{ kind: 'forbidden' }, 403, 100],
  [{ kind: 'hang-before' }, null, 100],
  [{ kind: 'hang-after' }, null, 7],
  [{ kind: 'down' }, null, 100],
  [{ kind: 'bad-json' }, 200, 7],
  [{ kind: 'slow', ms: 20 }, 200, 7],
  [{ kind: 'not-done' }, 200, 100],
  [{ kind: 'late-effect', ms: 60_000 }, null, 100],
] as const)('%j answers %p and leaves a total of %p, once', async (fault, status, left) => {
  store.faults.set({ endpoint: 'putInventory', fault, times: 1 });
  expect((await call('GET', GET))?.status).toBe(200);
  const hangs = fault.kind.startsWith('hang') || fault.kind === 'late-effect';
  const answer = await put(hangs ? storeClient(store, 1000) : call);
  expect(answer?.status ?? null).toBe(status);
  expect(answer?.json === undefined).toBe(fault.kind === 'bad-json' || status === null || status === 423);
  expect(total()).toBe(left);
  expect((await put())?.status).toBe(200);
  expect(store.faults.list()).toEqual([]);
});

it('is applied after everybody gave it up', async () => {
  store.faults.set({ endpoint: 'putInventory', fault: { kind: 'late-effect', ms: 300 }, times: 1 });
  expect(await put(storeClient(store, 100))).toBeNull();
  expect(total()).toBe(100);
  for (let turn = 0; turn < 200 && total() === 100; turn++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(total()).toBe(7);
});

it('says how long to wait only when told to', async () => {
  store.faults.set({ endpoint: '*', fault: { kind: 'rate-limited' }, times: 1 });
  store.faults.set({
    endpoint: '*',
    fault: { kind: 'rate-limited', retryAfterSeconds: 9 },
    times: 1,
    skip: 1,
  });
  expect((await put())?.headers.has('retry-after')).toBe(false);
  expect((await put())?.headers.get('retry-after')).toBe('9');
});

it('strikes by chance, the same way from the same seed', async () => {
  store.faults.set({ endpoint: 'getBalance', fault: { kind: 'unavailable' }, probability: 0.5 });
  let failed = 0;
  for (let i = 0; i < 40; i++) if ((await call('GET', GET))?.status === 503) failed += 1;
  expect(failed).toBeGreaterThan(8);
  expect(failed).toBeLessThan(32);
  store.faults.clear();
  expect((await call('GET', GET))?.status).toBe(200);
});

it('lets an acknowledgement land between two calls', async () => {
  const order = store.model.advanceTo(
    store.model.placeOrder({ lines: [{ skuId: '10', quantity: 1 }] }).orderId,
    'ready-for-handling',
  );
  const run = () => void store.model.startHandling(order.orderId);
  store.faults.set({ endpoint: 'getBalance', fault: { kind: 'meanwhile', when: 'after', run }, times: 1 });
  await call('GET', GET);
  const listed = await call('GET', '/api/logistics/pvt/inventory/reservations/main/10?page=1');
  expect(JSON.stringify(listed?.json)).not.toContain('"DateUtcAcknowledgedOnBalanceSystem":"0001');
});

it('counts VTEX calls, those without an answer too, and no others', async () => {
  await call('GET', GET);
  await put();
  store.faults.set({ endpoint: 'putInventory', fault: { kind: 'down' }, times: 1 });
  await put();
  await call('GET', '/_sandbox/oracle');
  expect(store.counters.calls()).toMatchObject({ getBalance: 1, putInventory: 2, getOrder: 0 });
  expect(store.counters.total()).toBe(3);
  expect(store.counters.statuses()).toEqual({ 0: 1, 200: 2 });
});

describe('the control API', () => {
  const control = async (method: string, path: string, body?: unknown) =>
    await call(method, `/_sandbox/${path}`, body, { 'x-vtex-api-appkey': '' });

  it('drives orders and refuses as the store does', async () => {
    const placed = await control('POST', 'actions/place-order', {
      lines: [{ skuId: '10', quantity: 2, warehouseId: 'main' }],
    });
    const { orderId } = jsonOf<{ orderId: string }>(placed);
    expect(
      (await control('POST', 'actions/advance-to', { orderId, status: 'handling' }))?.json,
    ).toMatchObject({ status: 'handling' });
    expect((await control('POST', 'actions/pay', { orderId }))?.status).toBe(409);
    const partly = { orderId, items: [{ lineIndex: 0, quantity: 1 }] };
    expect((await control('POST', 'actions/invoice', partly))?.json).toMatchObject({
      status: 'payment-approved',
    });
    expect((await control('GET', 'oracle'))?.json).toMatchObject({
      oversoldUnits: 0,
      positions: [{ reserved: 2, physical: 99 }],
    });
    expect((await control('POST', 'actions/dance', {}))?.text).toContain('no action dance');
    expect((await control('POST', 'actions/pay', { order: 1 }))?.status).toBe(400);
  });

  it('sets faults, the platform and the hook', async () => {
    expect((await control('POST', 'faults', { endpoint: 'nothing', fault: { kind: 'down' } }))?.status).toBe(
      400,
    );
    const set = await control('POST', 'faults', { endpoint: 'getBalance', fault: { kind: 'forbidden' } });
    expect((await call('GET', GET))?.status).toBe(403);
    await control('DELETE', `faults/${jsonOf<{ id: number }>(set).id}`);
    expect((await call('GET', GET))?.status).toBe(200);
    const meanwhile = {
      kind: 'meanwhile',
      when: 'before',
      action: 'stock',
      args: { skuId: '10', warehouseId: 'main', quantity: 55 },
    };
    await control('POST', 'faults', { endpoint: 'getBalance', fault: meanwhile, times: 1 });
    expect((await call('GET', GET))?.text).toContain('"totalQuantity":55');
    await control('PUT', 'platform', { honoursWatermark: false });
    expect(store.model.platform.honoursWatermark).toBe(false);
    expect((await control('PUT', 'platform', { honorsWatermark: true }))?.status).toBe(400);
    await control('PUT', 'hook-delivery', { duplicates: 0.5 });
    expect(store.hookDelivery.duplicates).toBe(0.5);
    expect((await control('GET', 'counters'))?.json).toMatchObject({ calls: { getBalance: 3 } });
  });
});
