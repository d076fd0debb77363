import { realTime } from '../../time';
import { type RunningStore, startStore } from '../start-store';
import { jsonOf, storeClient } from './store-client';

let store: RunningStore;
let call: ReturnType<typeof storeClient>;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.parse('2026-03-02T10:00:00.123Z');
  const time = { ...realTime, now: () => nowMs };
  const names = { accountName: 'sandboxstore', appKey: 'the-key', appToken: 'the-token' };
  store = await startStore({ port: 0, ...names, seed: 1, time, platform: { updateLockMs: 0 } });
  call = storeClient(store);
  for (const id of ['WA', 'WB', 'CD Sul']) await act('add-warehouse', { id });
  for (const skuId of ['10', '11'])
    for (const warehouseId of ['WA', 'WB', 'CD Sul'])
      await act('stock', { skuId, warehouseId, quantity: 20 });
});
afterEach(() => store.stop());

type Json = Record<string, unknown>;
const act = async (name: string, args: unknown) => {
  const answer = await call('POST', `/_sandbox/actions/${name}`, args);
  if (answer?.status !== 200) throw new Error(`${answer?.status} ${answer?.text}`);
  return answer.json as { orderId: string; lockId: string };
};
const platform = (switches: Json) => call('PUT', '/_sandbox/platform', switches);
const readOrder = async (orderId: string) =>
  jsonOf<{
    items: Json[];
    shippingData: { logisticsInfo: { deliveryIds?: Json[] }[] };
    packageAttachment: { packages: { items: Json[] }[] };
    changesAttachment: { changesData: Json[] } | null;
  }>(await call('GET', `/api/oms/pvt/orders/${encodeURIComponent(orderId)}`));
const INVENTORY = '/api/logistics/pvt/inventory';
const listed = async (skuId = '10', warehouseId = 'WA') =>
  jsonOf<{ items: Json[]; paging: Json }>(
    await call('GET', `${INVENTORY}/reservations/${encodeURIComponent(warehouseId)}/${skuId}?page=1`),
  );
const byId = (lockId: string) => call('GET', `${INVENTORY}/reservations/${encodeURIComponent(lockId)}`);
const buy = (more: Json = {}, line: Json = {}) =>
  act('place-order', { lines: [{ skuId: '10', quantity: 2, warehouseId: 'WA', ...line }], ...more });
const handled = async (more: Json = {}, line: Json = {}) => {
  const order = await buy(more, line);
  await act('advance-to', { orderId: order.orderId, status: 'handling' });
  return order;
};

it.each([['FVG-SO 12345678'], ['SHP-#1001'], ['MKP-6584634/09'], ['GLV-pedido nº 7']])(
  'an order called %s, in the warehouse CD Sul, is found under that name',
  async (orderId) => {
    const { lockId } = await buy({ orderId }, { warehouseId: 'CD Sul' });
    expect(await readOrder(orderId)).toMatchObject({ orderId, items: [{ lockId: `00-${orderId}` }] });
    expect(jsonOf(await byId(lockId))).toMatchObject({ LockId: `00-${orderId}` });
    expect((await listed('10', 'CD Sul')).items).toMatchObject([{ LockId: `00-${orderId}` }]);
    const put = `${INVENTORY}/skus/10/warehouses/${encodeURIComponent('CD Sul')}`;
    expect((await call('PUT', put, { quantity: 5 }))?.status).toBe(200);
  },
);

it('an order is named before it can be read', async () => {
  const early = await buy({ visibleAfterMs: 3000 });
  await platform({ orderVisibleAfterMs: 1000 });
  const { orderId } = await buy();
  const status = async (id: string) => (await call('GET', `/api/oms/pvt/orders/${id}`))?.status;
  expect([await status(early.orderId), await status(orderId)]).toEqual([404, 404]);
  nowMs += 1001;
  expect([await status(early.orderId), await status(orderId)]).toEqual([404, 200]);
  nowMs += 2000;
  expect(await status(early.orderId)).toBe(200);
});

it('an order that was read is not found for a while', async () => {
  const { orderId } = await buy();
  const status = async () => (await call('GET', `/api/oms/pvt/orders/${orderId}`))?.status;
  await act('tell-order', { orderId, telling: { notFound: true } });
  expect(await status()).toBe(404);
  await act('tell-order', { orderId, telling: {} });
  expect(await status()).toBe(200);
});

it('an event names an order once more, or one that does not exist', async () => {
  const told: string[] = [];
  store.watch((event) => told.push(`${event.domain} ${event.orderId} ${event.state}`));
  await act('announce', { orderId: 'nobody#1', state: 'handling' });
  await act('announce', { orderId: 'nobody#1', state: 'detail.state.null', domain: 'Fulfillment' });
  expect(told).toEqual(['Fulfillment nobody#1 handling', 'Fulfillment nobody#1 detail.state.null']);
});

it.each([
  ['empty', []],
  ['absent', undefined],
])('deliveryIds are %s while the lock stands', async (deliveryIds, told) => {
  const { orderId, lockId } = await handled({ telling: { deliveryIds } });
  const order = await readOrder(orderId);
  expect(order.shippingData.logisticsInfo[0]?.deliveryIds).toEqual(told);
  expect(order.items[0]).toMatchObject({ lockId });
  expect((await listed()).items).toHaveLength(1);
});

it('an allocation in a warehouse that holds nothing is told as VTEX tells any', async () => {
  const allocations = [{ warehouseId: 'WB', quantity: 2, heldIn: 'WA' }];
  const { orderId } = await handled({}, { warehouseId: undefined, allocations });
  expect((await readOrder(orderId)).shippingData.logisticsInfo[0]?.deliveryIds).toMatchObject([
    { warehouseId: 'WB', quantity: 2 },
  ]);
  expect((await listed('10', 'WB')).items).toEqual([]);
  expect((await listed('10', 'WA')).items).toHaveLength(1);
});

it.each([
  ['kitItemDetails', [{ itemId: '11', warehouseId: 'WA' }], []],
  ['components', [], [{ id: '11', quantity: 3 }]],
  ['neither', [], []],
])('a kit tells its parts in %s', async (kitParts, details, components) => {
  const kit = [{ skuId: '11', quantity: 3 }];
  const { orderId, lockId } = await handled({ telling: { kitParts } }, { skuId: '90', kit });
  const order = await readOrder(orderId);
  expect(order.shippingData.logisticsInfo[0]?.deliveryIds).toMatchObject([{ kitItemDetails: details }]);
  expect(order.items[0]).toMatchObject({ id: '90', quantity: 2, components });
  expect((await listed('11')).items).toMatchObject([{ LockId: lockId, ItemId: '11', Quantity: 6 }]);
  expect(jsonOf(await byId(lockId))).toMatchObject({
    SlaRequest: [{ item: { id: '11', quantity: 6, kitItem: ['90'] }, wareHouseId: 'WA' }],
  });
  expect(jsonOf(await call('GET', `${INVENTORY}/skus/90`))).toEqual({ skuId: '90', balance: [] });
});

it('a change is told in one way or the other', async () => {
  const { orderId } = await handled();
  await act('change-order', { orderId, lineIndex: 0, quantity: 1, how: 'v1' });
  expect(await readOrder(orderId)).toMatchObject({
    value: 9900,
    items: [{ quantity: 2 }],
    changesAttachment: { changesData: [{ itemsRemoved: [{ id: '10', quantity: 1 }], itemsAdded: [] }] },
  });
  await act('add-line', { orderId, skuId: '11', quantity: 1, warehouseId: 'WB' });
  const order = await readOrder(orderId);
  expect(order.items).toHaveLength(2);
  expect(order.changesAttachment?.changesData).toHaveLength(1);
  await act('change-order', { orderId, lineIndex: 0, quantity: 0, how: 'v2' });
  expect(await readOrder(orderId)).toMatchObject({
    items: [{ id: '11' }],
    shippingData: { logisticsInfo: [{ itemIndex: 0, itemId: '11' }] },
  });
});

it('an index is left out where it is 0, or where nobody gave one', async () => {
  const { orderId } = await handled({ telling: { leavesOutIndexZero: 'everywhere' } });
  await act('invoice', { orderId, items: [{ lineIndex: 0, quantity: 1 }] });
  await act('invoice', {
    orderId,
    type: 'Input',
    items: [{ lineIndex: null, quantity: 1 }],
    unchecked: true,
  });
  const order = await readOrder(orderId);
  expect(order.shippingData.logisticsInfo[0]).not.toHaveProperty('itemIndex');
  for (const sent of order.packageAttachment.packages) expect(sent.items[0]).not.toHaveProperty('itemIndex');
  await act('tell-order', { orderId, telling: { leavesOutIndexZero: 'logistics' } });
  const retold = await readOrder(orderId);
  expect(retold.shippingData.logisticsInfo[0]).not.toHaveProperty('itemIndex');
  expect(retold.packageAttachment.packages[0]?.items[0]).toMatchObject({ itemIndex: 0 });
});

it('a return over HTTP names the line and the SKU, and an Output may be told without items', async () => {
  await platform({ infersInvoiceItems: false });
  const { orderId } = await handled();
  const send = (type: string, invoiceNumber: string, items: Json[]) =>
    call('POST', `/api/oms/pvt/orders/${orderId}/invoice`, {
      type,
      invoiceNumber,
      invoiceValue: '19800',
      issuanceDate: '2026-03-02',
      items,
    });
  expect((await send('Output', 'A', []))?.status).toBe(200);
  expect((await send('Input', 'B', [{ id: '10', quantity: 1 }]))?.status).toBe(200);
  expect(await readOrder(orderId)).toMatchObject({
    status: 'invoiced',
    packageAttachment: {
      packages: [
        { type: 'Output', items: [], invoiceValue: 19_800 },
        {
          type: 'Input',
          items: [{ itemIndex: 0, quantity: 1 }],
          restitutions: { Refund: { items: [{ id: '10', quantity: 1 }] } },
        },
      ],
    },
  });
});

it('numbers and dates are worded oddly, and what is so stays', async () => {
  const { orderId } = await handled();
  const dates = async (style: string) => {
    await act('tell-order', { orderId, telling: { dates: style } });
    return (await readOrder(orderId)) as unknown as { creationDate: string };
  };
  expect((await dates('no-seconds')).creationDate).toBe('2026-03-02T10:00+00:00');
  expect((await dates('short-offset')).creationDate).toMatch(/^2026-03-02T10:00:00\.123\d{4}\+00$/);
  expect((await dates('nine-digits')).creationDate).toMatch(/^2026-03-02T10:00:00\.123\d{6}\+00:00$/);
  const end = '9999-12-31T23:59:59.9999999-03:00';
  await act('tell-order', { orderId, telling: { quantities: { 0: 1.5 }, fields: { invoicedDate: end } } });
  expect(await readOrder(orderId)).toMatchObject({ invoicedDate: end, items: [{ quantity: 1.5 }] });
  expect((await listed()).items).toMatchObject([{ Quantity: 2 }]);
  await act('invoice', { orderId, issuanceDate: end });
  expect((await readOrder(orderId)).packageAttachment.packages).toMatchObject([{ issuanceDate: end }]);
});

describe('a reservation', () => {
  it.each([
    ['twice, adding up', [1, 1]],
    ['twice, not adding up', [2, 2]],
    ['not at all', []],
  ])('is listed %s', async (_, rows) => {
    const { lockId } = await handled();
    await act('tell-reservation', { lockId, telling: { rows } });
    const { items, paging } = await listed();
    expect(items.map((one) => one.Quantity)).toEqual(rows);
    expect(new Set(items.map((one) => one.LockId)).size).toBe(Math.min(1, rows.length));
    expect(paging.total).toBe(rows.length);
    expect(jsonOf(await call('GET', `${INVENTORY}/skus/10`))).toMatchObject({
      balance: [{ warehouseId: 'WA', reservedQuantity: 2 }, {}, {}],
    });
    expect(jsonOf(await byId(lockId))).toMatchObject({ LockId: lockId, Status: 2 });
  });

  it('tells dates and its own read word for word', async () => {
    const { lockId } = await handled();
    const end = '9999-12-31T23:59:59.9999999-03:00';
    const telling = { fields: { DateUtcAcknowledgedOnBalanceSystem: end }, byId: { Status: 4 } };
    await act('tell-reservation', { lockId, warehouseId: 'WA', telling });
    expect((await listed()).items).toMatchObject([{ DateUtcAcknowledgedOnBalanceSystem: end }]);
    expect(jsonOf(await byId(lockId))).toMatchObject({ Status: 4 });
    await act('tell-reservation', { lockId, telling: { byId: 'not-found' } });
    expect((await byId(lockId))?.status).toBe(404);
    expect((await call('POST', `${INVENTORY}/reservations/${lockId}/cancel`))?.status).toBe(200);
  });

  it('is passed over by both reads, and found again', async () => {
    const { lockId } = await handled();
    const reserved = async () =>
      jsonOf<{ balance: { reservedQuantity: number }[] }>(await call('GET', `${INVENTORY}/skus/10`))
        .balance[0]?.reservedQuantity;
    await act('tell-reservation', { lockId, telling: { rows: [], uncounted: true } });
    expect([(await listed()).items, await reserved()]).toEqual([[], 0]);
    await act('tell-reservation', { lockId, telling: {} });
    expect([(await listed()).items.length, await reserved()]).toEqual([1, 2]);
  });

  it('moves to another warehouse than its order goes on saying, and its goods leave there', async () => {
    const { orderId, lockId } = await handled();
    await act('move-reservation', { lockId, to: 'WB' });
    expect((await listed('10', 'WA')).items).toEqual([]);
    expect((await listed('10', 'WB')).items).toMatchObject([{ LockId: lockId }]);
    expect((await readOrder(orderId)).shippingData.logisticsInfo[0]?.deliveryIds).toMatchObject([
      { warehouseId: 'WA', quantity: 2 },
    ]);
    await act('invoice', { orderId });
    expect(jsonOf(await call('GET', `/_sandbox/orders/${orderId}/goods`))).toEqual([
      { skuId: '10', warehouseId: 'WB', wanted: 2, shipped: 2 },
    ]);
  });

  it('of a page that VTEX cuts, and of what it no longer counts', async () => {
    for (let i = 0; i < 3; i++) await handled();
    const gone = await buy();
    await act('cancel-reservation', { lockId: gone.lockId });
    expect((await listed()).items).toHaveLength(3);
    await platform({ listsEnded: true, mostPerPage: 2 });
    expect(await listed()).toMatchObject({
      items: { length: 2 },
      paging: { perPage: 2, total: 4, pages: 2 },
    });
  });

  it('without an order, released or ended past its order', async () => {
    const alone = await act('reserve-alone', { skuId: '10', warehouseId: 'WA', quantity: 1 });
    expect(jsonOf(await byId(alone.lockId))).toMatchObject({ Status: 1 });
    const first = await handled();
    await act('release-reservation', { lockId: first.lockId });
    const second = await handled();
    await act('end-reservation', { lockId: second.lockId, as: 'Canceled_Manually' });
    expect((await listed()).items).toMatchObject([{ LockId: alone.lockId }]);
    expect(jsonOf(await call('GET', '/_sandbox/oracle'))).toMatchObject({ openDiscarded: 1 });
  });
});

it('goods leave without an invoice, and an order is canceled or replaced at any stage', async () => {
  const { orderId, lockId } = await handled();
  await act('ship-goods', { orderId, shipments: [{ lineIndex: 0, quantity: 1, warehouseId: 'WB' }] });
  const next = await act('replace-order', { orderId, successorId: 'NEW-1', sharesLock: true });
  expect(next).toMatchObject({ orderId: 'NEW-1', lockId });
  expect(await readOrder(orderId)).toMatchObject({ status: 'replaced' });
  await act('force-cancel', { orderId: next.orderId });
  expect(await readOrder('NEW-1')).toMatchObject({ status: 'canceled' });
  const oracle = jsonOf<{ positions: Json[] }>(await call('GET', '/_sandbox/oracle'));
  const physical = (warehouseId: string) =>
    oracle.positions.find((one) => one.skuId === '10' && one.warehouseId === warehouseId)?.physical;
  expect([physical('WA'), physical('WB')]).toEqual([20, 19]);
});

describe("the store's clock", () => {
  const date = async () => (await call('GET', `${INVENTORY}/skus/10`))?.headers.get('date');
  it.each([
    [{ clockSkewMs: 60_000 }, 'Mon, 02 Mar 2026 11:01:00 GMT'],
    [{ clockSkewMs: -60_000 }, 'Mon, 02 Mar 2026 10:59:00 GMT'],
    [{ clockDriftMsPerHour: 5000 }, 'Mon, 02 Mar 2026 11:00:05 GMT'],
    [{ dateHeaderSkewMs: 30_000 }, 'Mon, 02 Mar 2026 11:00:30 GMT'],
    [{ dateHeaderSkewMs: null }, null],
  ])('with %j says %p', async (switches, said) => {
    await platform(switches);
    nowMs += 3_600_000;
    expect(await date()).toBe(said);
  });

  it('dates orders as it dates its answers, but for the header that another machine wrote', async () => {
    await platform({ clockSkewMs: 60_000, dateHeaderSkewMs: -60_000 });
    const { orderId } = await buy();
    expect(await readOrder(orderId)).toMatchObject({
      creationDate: expect.stringMatching(/^2026-03-02T10:01:00/),
    });
    expect(await date()).toBe('Mon, 02 Mar 2026 10:00:00 GMT');
  });
});
