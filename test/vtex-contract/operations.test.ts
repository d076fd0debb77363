import nock from 'nock';
import { anId } from '../builders/an-id';
import { BASE, KEY, TOKEN, testClient } from './client';
import { at, POSITION } from './every-operation';
import { onlyNock } from './only-nock';

onlyNock();

const RESERVATIONS = '/api/logistics/pvt/inventory/reservations/main/36';

describe('each operation', () => {
  it('carries key and token, and the Date header of the answer', async () => {
    nock(BASE, {
      reqheaders: { 'x-vtex-api-appkey': KEY, 'x-vtex-api-apptoken': TOKEN, accept: 'application/json' },
    })
      .get('/api/logistics/pvt/inventory/skus/36')
      .reply(200, { balance: [] }, { Date: 'Fri, 01 May 2026 12:34:56 GMT' });
    const result = await testClient().vtex.getBalance(POSITION);
    expect(result).toEqual({ ok: true, value: null, date: at('2026-05-01T12:34:56Z') });
  });

  it('encodes ids, and sends nothing for one that cannot stand in a path', async () => {
    nock(BASE).get('/api/oms/pvt/orders/a%2Fb%3Fc%20%C3%A7').reply(404);
    const client = testClient();
    expect(await client.vtex.getOrder(anId('a/b?c ç'))).toMatchObject({ failure: { kind: 'not-found' } });
    for (const id of ['', '.', '..', '\ud800', 'a/../b', '..\\a', 'a/.']) {
      expect(await client.vtex.getOrder(anId(id))).toMatchObject({
        ok: false,
        failure: { kind: 'rejected', retry: 'never' },
      });
    }
    expect(client.sent).toHaveLength(1);
  });

  it.each([
    ['FVG-SO 12345678', 'FVG-SO%2012345678'],
    ['SHP-#1001', 'SHP-%231001'],
    ['MKP-6584634/09', 'MKP-6584634%2F09'],
    ['GLV-pedido nº 7', 'GLV-pedido%20n%C2%BA%207'],
    ['100%2F', '100%252F'],
  ])('asks for %s as it is, order, lock and warehouse', async (id, encoded) => {
    const { vtex } = testClient();
    const scope = nock(BASE)
      .get(`/api/oms/pvt/orders/${encoded}`)
      .reply(404)
      .get(`/api/logistics/pvt/inventory/reservations/00-${encoded}`)
      .reply(404)
      .get(`/api/logistics/pvt/inventory/items/36/warehouses/${encoded}`)
      .reply(404);
    await vtex.getOrder(anId(id));
    await vtex.getReservation(anId(`00-${id}`));
    await vtex.getInventoryRows({ skuId: anId('36'), warehouseId: anId(id) });
    expect(scope.isDone()).toBe(true);
  });

  it('finds the balance of exactly that warehouse', async () => {
    const entry = {
      totalQuantity: 5,
      reservedQuantity: -4,
      hasUnlimitedQuantity: false,
      leadTime: '1.00:00:00',
    };
    nock(BASE)
      .get('/api/logistics/pvt/inventory/skus/36')
      .reply(200, {
        skuId: '36',
        balance: [
          { ...entry, warehouseId: 'MAIN', totalQuantity: 8 },
          { ...entry, warehouseId: 'main' },
        ],
      });
    expect(await testClient().vtex.getBalance(POSITION)).toMatchObject({
      value: { totalQuantity: 5, reservedQuantity: -4, isUnlimited: false, leadTime: '1.00:00:00' },
    });
  });

  it('sends an update whole, with all seven digits', async () => {
    const scope = nock(BASE)
      .put('/api/logistics/pvt/inventory/skus/36/warehouses/main', {
        quantity: 7,
        unlimitedQuantity: false,
        dateUtcOnBalanceSystem: '2026-05-01T10:00:00.1234567Z',
        leadTime: '2.00:00:00',
      })
      .reply(200, 'true');
    const dateUtcOnBalanceSystem = at('2026-05-01T10:00:00.1234567Z');
    const update = {
      quantity: 7,
      dateUtcOnBalanceSystem,
      leadTime: '2.00:00:00',
      unlimitedQuantity: false,
    } as const;
    expect(await testClient().vtex.updateInventory(POSITION, update)).toMatchObject({ ok: true });
    expect(scope.isDone()).toBe(true);
  });

  it.each([404, 200])('says null where no hook and no feed is configured (%i)', async (status) => {
    nock(BASE)
      .get('/api/orders/hook/config')
      .reply(status, '')
      .get('/api/orders/feed/config')
      .reply(status, '');
    const { vtex } = testClient();
    expect(await vtex.getHookConfig()).toMatchObject({ ok: true, value: null });
    expect(await vtex.getFeedConfig()).toMatchObject({ ok: true, value: null });
  });

  it('saves again what it found, with what it does not read, as VTEX takes it', async () => {
    const filter = { type: 'FromOrders', expression: 'status = "invoiced"', disableSingleFire: true };
    const hook = { url: 'https://old-erp.example/orders', headers: { authorization: 'theirs' }, more: 1 };
    const saved: unknown[] = [];
    const keep = (_: string, body: unknown) => void saved.push(body);
    nock(BASE)
      .get('/api/orders/hook/config')
      .reply(200, { filter: { ...filter, status: [] }, hook })
      .post('/api/orders/hook/config')
      .reply(200, keep)
      .get('/api/orders/feed/config')
      .reply(200, {
        filter: { type: 'FromWorkflow', status: ['handling'], expression: null },
        queue: { visibilityTimeoutInSeconds: 60, messageRetentionPeriodInSeconds: 1_209_600 },
        quantity: 7,
        approximateAgeOfOldestMessageInSeconds: 3,
      })
      .post('/api/orders/feed/config')
      .reply(200, keep);
    const { vtex } = testClient();
    const [foundHook, foundFeed] = [await vtex.getHookConfig(), await vtex.getFeedConfig()];
    if (!foundHook.ok || !foundFeed.ok || foundHook.value === null || foundFeed.value === null)
      throw new Error('nothing was found');
    await vtex.saveHookConfig({ savedAs: foundHook.value.savedAs });
    await vtex.saveFeedConfig({ savedAs: foundFeed.value.savedAs });
    expect(saved).toEqual([
      { filter, hook },
      {
        filter: { type: 'FromWorkflow', status: ['handling'] },
        queue: { visibilityTimeoutInSeconds: 60, MessageRetentionPeriodInSeconds: 1_209_600 },
      },
    ]);
  });

  it('takes a hook and a feed that are not there for removed', async () => {
    nock(BASE)
      .delete('/api/orders/hook/config')
      .reply(404, '')
      .delete('/api/orders/feed/config')
      .reply(404, '');
    const { vtex } = testClient();
    expect(await vtex.deleteHookConfig()).toMatchObject({ ok: true });
    expect(await vtex.deleteFeedConfig()).toMatchObject({ ok: true });
  });

  it('reads a feed of ten, odd items included, and leaves out what has no handle', async () => {
    nock(BASE)
      .get('/api/orders/feed?maxlot=10')
      .reply(200, [
        { handle: 'h1', orderId: 'v1-01', state: null, currentChange: '2019-08-12T20:54:23.7153839Z' },
        { handle: 'h2' },
        { orderId: 'v2-01' },
      ]);
    expect(await testClient().vtex.readFeed()).toMatchObject({
      value: [
        { handle: 'h1', orderId: 'v1-01', state: null, currentChange: '2019-08-12T20:54:23.7153839Z' },
        { handle: 'h2', orderId: '', state: null, currentChange: null },
      ],
    });
  });
});

describe('the list of reservations', () => {
  const row = (LockId: string, more: object = {}) => ({ LockId, Quantity: 1, Status: 'Confirmed', ...more });

  it('keeps seven digits, knows states by name and number, and holds what it does not know for active', async () => {
    const acknowledged = { DateUtcAcknowledgedOnBalanceSystem: '2026-05-01T10:00:00.1234567' };
    const items = [
      row('a', acknowledged),
      row('b', { Status: 1, DateUtcAcknowledgedOnBalanceSystem: '0001-01-01T00:00:00' }),
      row('c', { Status: 'Canceled_AbortedCommitted' }),
      row('d', { Status: 4 }),
      row('e', { Status: 'canceled_manually' }),
      row('f', { Status: 'SomethingNew' }),
      row('g', { Status: 'NotCommitted' }),
      row('h', { Status: undefined }),
    ];
    nock(BASE)
      .get(`${RESERVATIONS}?page=1&perPage=100`)
      .reply(200, { items, paging: { total: 8, pages: 1, perPage: 100 } });
    const result = await testClient().vtex.listReservations(POSITION, 1);
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value.items.map((item) => item.state)).toEqual([
      'confirmed',
      'authorized',
      'aborted',
      'expired',
      'canceled',
      'active-unknown',
      'active-unknown',
      'active-unknown',
    ]);
    expect(result.value.items[0]?.acknowledgedAt).toBe('2026-05-01T10:00:00.1234567Z');
    expect(result.value.items[1]?.acknowledgedAt).toBeNull();
    expect(result.value).toMatchObject({ total: 8, hasMore: false });
  });

  it.each([
    ['2026-05-01', false],
    ['2026-02-30T10:00:00', false],
    ['1900-01-01T00:00:00', false],
    ['9999-12-31T23:59:59.9999999', false],
    ['9999-12-31T23:59:59.9999999-03:00', false],
    ['2026-05-01T10:00:00+15:00', false],
    ['05/01/2026 10:00:00', false],
    [1777629600, false],
    ['', true],
    [null, true],
    [undefined, true],
    ['0001-01-01T00:00:00+00:00', true],
  ])('an acknowledgement of %j is never taken for none unless it says so', async (said, isRead) => {
    const items = [row('a', { DateUtcAcknowledgedOnBalanceSystem: said })];
    nock(BASE)
      .get(`${RESERVATIONS}?page=1&perPage=100`)
      .reply(200, { items, paging: { total: 1 } });
    const result = await testClient().vtex.listReservations(POSITION, 1);
    expect(result).toMatchObject(
      isRead
        ? { ok: true, value: { items: [{ acknowledgedAt: null }] } }
        : { ok: false, failure: { kind: 'unreadable-answer' } },
    );
  });

  it.each([
    [1, 100, { total: 250, pages: 3, perPage: 100 }, true],
    [3, 50, { total: 250, pages: 3, perPage: 100 }, false],
    [1, 0, { total: 0, pages: 0, perPage: 100 }, false],
    [1, 100, { total: 100, pages: 1, perPage: 100 }, false],
    [1, 20, { total: 50, pages: 3, perPage: 20 }, true],
    [3, 10, { total: 50, pages: 3, perPage: 20 }, false],
    [4, 0, { total: 500, pages: 9 }, false],
    [1, 100, { total: 250 }, true],
    [3, 50, { total: 250 }, false],
  ])('page %i of %i rows with %j: more? %s', async (page, rows, paging, hasMore) => {
    const items = Array.from({ length: rows }, (_, i) => row(`${page}-${i}`));
    nock(BASE).get(RESERVATIONS).query({ page, perPage: 100 }).reply(200, { items, paging });
    expect(await testClient().vtex.listReservations(POSITION, page)).toMatchObject({
      value: { hasMore, total: paging.total },
    });
  });

  it('is unreadable without a total: a read that cannot be proven whole must not pass', async () => {
    nock(BASE)
      .get(/reservations/)
      .reply(200, { items: [] });
    expect(await testClient().vtex.listReservations(POSITION, 1)).toMatchObject({
      failure: { kind: 'unreadable-answer' },
    });
  });

  it('reads the error shape of this endpoint', async () => {
    nock(BASE)
      .get(/reservations/)
      .reply(400, { error: { exception: { InnerException: { ClassName: 'System.Boom' } } } });
    const result = await testClient().vtex.listReservations(POSITION, 1);
    expect(result).toMatchObject({
      failure: { kind: 'rejected', message: expect.stringContaining('System.Boom') },
    });
  });
});

describe('a reservation by id', () => {
  it.each([
    [
      { wareHouseId: 'w1', item: { id: '9', quantity: 2, kitItem: ['5'] } },
      [{ skuId: '9', warehouseId: 'w1', quantity: 2, kitSkuIds: ['5'] }],
    ],
    [
      { item: { id: '9', quantity: 2, kitItem: null, warehouseId: 'w2' } },
      [{ skuId: '9', warehouseId: 'w2', quantity: 2, kitSkuIds: [] }],
    ],
    [{ wareHouseId: null, item: { id: '9', quantity: 2 } }, []],
  ])('%j', async (part, items) => {
    const body = {
      LockId: 'l',
      Status: 4,
      MaximumConfirmationDateUtc: '2026-06-13T17:14:40.4900134+00:00',
      SlaRequest: [part],
    };
    nock(BASE).get('/api/logistics/pvt/inventory/reservations/l').reply(200, body);
    const confirmBy = at('2026-06-13T17:14:40.4900134Z');
    expect(await testClient().vtex.getReservation(anId('l'))).toMatchObject({
      value: { lockId: 'l', state: 'expired', confirmBy, items },
    });
  });
});
