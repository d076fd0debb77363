import { realTime } from '../../time';
import { type RunningStore, startStore } from '../start-store';
import { jsonOf, storeClient } from './store-client';

let store: RunningStore;
let call: ReturnType<typeof storeClient>;
let nowMs: number | null;

beforeEach(async () => {
  nowMs = null;
  const time = { ...realTime, now: () => nowMs ?? Date.now() };
  const names = { accountName: 'sandboxstore', appKey: 'the-key', appToken: 'the-token' };
  store = await startStore({ port: 0, ...names, seed: 1, time, platform: { updateLockMs: 0 } });
  call = storeClient(store);
  store.model.stock({ skuId: '10', warehouseId: 'main', quantity: 1000, leadTime: '1.00:00:00' });
});
afterEach(() => store.stop());

const INVENTORY = '/api/logistics/pvt/inventory';
const PUT = `${INVENTORY}/skus/10/warehouses/main`;
const LIST = `${INVENTORY}/reservations/main/10`;
const buy = (quantity = 1) =>
  store.model.placeOrder({ lines: [{ skuId: '10', quantity, warehouseId: 'main' }] });
const balance = async () =>
  jsonOf<{ balance: object[] }>(await call('GET', `${INVENTORY}/skus/10`)).balance[0];

async function reservations(query: string) {
  const answer = await call('GET', `${LIST}?${query}`);
  return answer?.json as {
    items: { LockId: string }[];
    paging: { page: number; perPage: number; total: number; pages: number };
  };
}

async function ordersPage(query: Record<string, string>) {
  const answer = await call('GET', `/api/oms/pvt/orders?${new URLSearchParams(query)}`);
  return {
    status: answer?.status,
    ...(answer?.json as {
      list: { orderId: string; status: string }[];
      paging: { total: number; pages: number };
    }),
  };
}

describe('keys', () => {
  it('are asked for on every call', async () => {
    const wrong = await call('GET', '/api/oms/pvt/orders', undefined, { 'x-vtex-api-apptoken': 'guess' });
    expect(wrong).toMatchObject({
      status: 401,
      json: { error: { code: '1', message: 'Unauthorized access' } },
    });
    const noKey = await call('PUT', PUT, { quantity: 1 }, { 'x-vtex-api-appkey': '' });
    expect(noKey?.status).toBe(401);
    expect(await balance()).toMatchObject({ totalQuantity: 1000 });
  });
});

it('dates every answer by its own clock', async () => {
  nowMs = Date.parse('2024-02-03T04:05:06.789Z');
  expect((await call('GET', `${INVENTORY}/skus/10`))?.headers.get('date')).toBe(
    'Sat, 03 Feb 2024 04:05:06 GMT',
  );
});

describe('the list of reservations', () => {
  it('comes in pages that add up', async () => {
    const locks = Array.from({ length: 25 }, () => buy().lockId);
    const pages = [
      await reservations('page=1&perPage=10'),
      await reservations('page=2&perPage=10'),
      await reservations('page=3&perPage=10'),
    ];
    expect(pages.flatMap((page) => page.items.map((item) => item.LockId))).toEqual(locks);
    expect(pages[2]?.paging).toEqual({ page: 3, perPage: 10, total: 25, pages: 3 });
    expect((await reservations('page=4&perPage=10')).items).toEqual([]);
    expect((await call('GET', `${LIST}?page=0`))?.status).toBe(400);
    expect((await call('GET', `${INVENTORY}/reservations/10/main?page=1`))?.json).toMatchObject({
      items: [],
    });
  });

  it('takes no more than 100 a page', async () => {
    for (let i = 0; i < 120; i++) buy();
    expect((await reservations('page=1&perPage=500')).items).toHaveLength(100);
  });

  it('shifts between two reads when told to', async () => {
    for (let i = 0; i < 4; i++) buy();
    store.model.platform.reservationOrder = 'shifting';
    const seen = [
      ...(await reservations('page=1&perPage=2')).items,
      ...(await reservations('page=2&perPage=2')).items,
    ];
    expect(new Set(seen.map((item) => item.LockId)).size).toBeLessThan(4);
  });
});

describe('the list of orders', () => {
  it('filters by date and status, in pages', async () => {
    nowMs = Date.parse('2026-01-01T10:00:00Z');
    const early = buy();
    nowMs = Date.parse('2026-01-02T10:00:00Z');
    const late = store.model.advanceTo(buy().orderId, 'invoiced');
    const range = '[2026-01-02T00:00:00.000Z TO 2026-01-02T23:59:59.999Z]';
    const ids = async (query: Record<string, string>) =>
      (await ordersPage(query)).list.map((row) => row.orderId);
    expect(await ids({})).toEqual([late.orderId, early.orderId]);
    expect(await ids({ orderBy: 'creationDate,asc' })).toEqual([early.orderId, late.orderId]);
    expect(await ids({ f_creationDate: `creationDate:${range}` })).toEqual([late.orderId]);
    expect(await ids({ f_authorizedDate: `authorizedDate:${range}` })).toEqual([late.orderId]);
    expect(await ids({ f_invoicedDate: `invoicedDate:${range}` })).toEqual([late.orderId]);
    expect(await ids({ f_status: 'payment-pending' })).toEqual([early.orderId]);
    expect((await ordersPage({ f_invoicedDate: `creationDate:${range}` })).status).toBe(400);
    expect((await ordersPage({ per_page: '1' })).paging).toMatchObject({ total: 2, pages: 2 });
  });

  it('ends at page 30', async () => {
    expect((await ordersPage({ page: '30' })).status).toBe(200);
    expect((await ordersPage({ page: '31' })).status).toBe(400);
  });

  it('lags behind when told to', async () => {
    nowMs = Date.parse('2026-01-01T10:00:00Z');
    const order = buy();
    store.model.platform.indexLagMs = 240_000;
    expect((await ordersPage({})).list).toEqual([]);
    nowMs += 240_001;
    store.model.advanceTo(order.orderId, 'handling');
    expect((await ordersPage({})).list).toMatchObject([{ status: 'payment-pending' }]);
  });
});

describe('an order over HTTP', () => {
  it('is handled once, canceled in two steps, and invoiced by SKU', async () => {
    const order = store.model.advanceTo(buy(3).orderId, 'ready-for-handling');
    const path = `/api/oms/pvt/orders/${order.orderId}`;
    expect((await call('POST', `${path}/start-handling`))?.status).toBe(204);
    expect(await call('POST', `${path}/start-handling`)).toMatchObject({
      status: 409,
      json: { error: { code: 'OMS003' } },
    });
    expect((await call('POST', `${path}/cancel`, { reason: 'x' }))?.status).toBe(200);
    expect((await call('GET', path))?.json).toMatchObject({
      status: 'cancellation-requested',
      cancellationData: null,
    });
    const invoice = { type: 'Output', issuanceDate: '2026-01-01', invoiceNumber: 'N1', invoiceValue: '100' };
    const items = (quantity: number) => [{ id: '10', price: 100, quantity }];
    expect((await call('POST', `${path}/invoice`, { ...invoice, items: items(4) }))?.status).toBe(400);
    expect((await call('POST', `${path}/invoice`, { ...invoice, items: items(3) }))?.status).toBe(200);
    expect((await call('GET', path))?.json).toMatchObject({
      status: 'invoiced',
      packageAttachment: {
        packages: [{ items: [{ itemIndex: 0, quantity: 3 }], invoiceNumber: 'N1', type: 'Output' }],
      },
    });
    expect((await call('GET', `/api/oms/pvt/orders/seq${order.sequence}`))?.json).toMatchObject({
      orderId: order.orderId,
    });
    expect((await call('GET', '/api/oms/pvt/orders/nobody-01'))?.status).toBe(404);
  });
});

describe('the update over HTTP', () => {
  it.each([
    [
      { quantity: 5, unlimitedQuantity: false, leadTime: '2.00:00:00' },
      { totalQuantity: 5, leadTime: '2.00:00:00' },
    ],
    [
      { quantity: 5, unlimitedQuantity: false },
      { totalQuantity: 5, leadTime: '00:00:00' },
    ],
    [
      { quantity: 5, unlimitedQuantity: false, leadTime: null },
      { totalQuantity: 5, leadTime: '00:00:00' },
    ],
    [{ quantity: null, unlimitedQuantity: false, leadTime: '2.00:00:00' }, { totalQuantity: 0 }],
    [{}, { totalQuantity: 0, hasUnlimitedQuantity: false, leadTime: '00:00:00' }],
    [
      { quantity: 5, unlimitedQuantity: true, leadTime: '2.00:00:00' },
      { totalQuantity: 1_000_000, hasUnlimitedQuantity: true },
    ],
  ])('PUT %j', async (body, expected) => {
    expect(await call('PUT', PUT, body)).toMatchObject({ status: 200, json: true });
    expect(await balance()).toMatchObject(expected);
  });

  it('PATCH leaves the lead time alone', async () => {
    expect((await call('PATCH', `${PUT}/quantity`, { quantity: 7, unlimitedQuantity: false }))?.status).toBe(
      204,
    );
    expect(await balance()).toMatchObject({ totalQuantity: 7, leadTime: '1.00:00:00' });
  });

  it('answers 400 to what is no number, and 423 in plain text to the second of two at once', async () => {
    expect((await call('PUT', PUT, { quantity: '5' }))?.status).toBe(400);
    expect((await call('PUT', PUT, { quantity: 1.5 }))?.status).toBe(400);
    store.model.platform.updateLockMs = 60_000;
    expect((await call('PUT', PUT, { quantity: 5 }))?.status).toBe(200);
    const second = await call('PUT', PUT, { quantity: 6 });
    expect(second).toMatchObject({
      status: 423,
      text: 'Unable to acquire lock for key: sandboxstore_item_logistics_10_main.',
    });
    expect(second?.headers.get('content-type')).toContain('text/plain');
  });

  it('and every read answer 400 beyond 2,000 active reservations', async () => {
    store.model.stock({ skuId: '10', warehouseId: 'main', quantity: 5000 });
    for (let i = 0; i < 2000; i++) buy();
    expect((await call('GET', `${INVENTORY}/skus/10`))?.status).toBe(200);
    buy();
    for (const path of [`${INVENTORY}/skus/10`, `${INVENTORY}/items/10/warehouses/main`])
      expect(await call('GET', path)).toMatchObject({
        status: 400,
        json: { error: { message: 'Too many active reservations' } },
      });
    expect((await call('PUT', PUT, { quantity: 5 }))?.status).toBe(400);
    expect((await call('GET', `${LIST}?page=1`))?.status).toBe(200);
  });
});

it('confirms, acknowledges and cancels a reservation by its id', async () => {
  const { lockId } = buy(2);
  const path = `${INVENTORY}/reservations/${lockId}`;
  expect((await call('POST', `${path}/acknowledge`))?.status).toBe(400);
  expect((await call('POST', `${path}/confirm`))?.status).toBe(200);
  expect((await call('GET', path))?.json).toMatchObject({ LockId: lockId, Status: 2 });
  expect((await call('POST', `${path}/acknowledge`))?.status).toBe(200);
  const listed = (await reservations('page=1')).items[0];
  expect(listed).not.toMatchObject({ DateUtcAcknowledgedOnBalanceSystem: '0001-01-01T00:00:00' });
  expect((await call('POST', `${path}/cancel`))?.status).toBe(200);
  expect((await call('POST', `${path}/cancel`))?.status).toBe(200);
  expect((await call('GET', path))?.json).toMatchObject({ Status: 5 });
  expect((await reservations('page=1')).items).toEqual([]);
  expect((await call('POST', `${INVENTORY}/reservations/00-nobody/cancel`))?.status).toBe(404);
});
