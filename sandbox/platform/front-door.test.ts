import { listen } from '../listen';
import { platformFixture } from './platform-fixture';

let world: Awaited<ReturnType<typeof platformFixture>>;
/** Closed whatever comes of the test: an open server would keep Jest from ending. */
const open: (() => Promise<void>)[] = [];
beforeEach(async () => {
  world = await platformFixture();
});
afterEach(async () => {
  await world.stop();
  await Promise.all(open.splice(0).map((close) => close()));
});

const FILE = 'http://infra.io.vtex.com/vbase/v2/shop/master/buckets/acme.app/box/files/a.json';
const ORDERS = 'http://portal.vtexcommercestable.com.br/api/oms/pvt/orders';

describe('the app token', () => {
  it('is wanted in the header of each host, and nothing else is taken for it', async () => {
    const { raw, token, platform } = world;
    const user = platform.credentials.login({ user: 'a@b.example', resources: ['ADMIN_DS', 'OMSViewer'] });
    const wrong: Record<string, string>[] = [
      {},
      { authorization: 'Bearer nothing' },
      { authorization: token },
      { authorization: `Bearer ${user}` },
      { 'proxy-authorization': token },
    ];
    for (const headers of wrong) expect((await raw('GET', FILE, { headers })).status).toBe(401);
    expect((await raw('GET', FILE, { headers: { authorization: `Bearer ${token}` } })).status).toBe(404);
    expect(
      (await raw('GET', `${ORDERS}/1?an=shop`, { headers: { authorization: `Bearer ${token}` } })).status,
    ).toBe(401);
  });

  it('is not enough for the store: somebody has to be named in the cookie header', async () => {
    const { raw, token, platform } = world;
    const ask = (cookie?: string) =>
      raw('GET', `${ORDERS}/none-01?an=shop`, {
        headers: { 'proxy-authorization': token, ...(cookie ? { vtexidclientautcookie: cookie } : {}) },
      });
    expect((await ask()).status).toBe(401);
    expect((await ask(token)).status).toBe(404);
    const user = platform.credentials.login({ user: 'a@b.example', resources: ['LogisticsAdmin'] });
    expect((await ask(user)).status).toBe(403);
    platform.credentials.setResources(user, ['OMSViewer']);
    expect((await ask(user)).status).toBe(404);
  });

  it('ends when the platform ends it', async () => {
    world.platform.credentials.expireAppTokens();
    expect((await world.call('GET', FILE)).status).toBe(401);
  });
});

describe('the store behind it', () => {
  it('answers with its own Date, headers and body', async () => {
    const { store, call } = world;
    store.model.stock({ skuId: '10', warehouseId: 'main', quantity: 5 });
    const { orderId } = store.model.placeOrder({ lines: [{ skuId: '10', quantity: 1 }] });
    // The header tells whole seconds.
    const earliest = Math.floor(Date.now() / 1000) * 1000;
    const answer = await call('GET', `${ORDERS}/${orderId}?an=shop`);
    expect(answer).toMatchObject({ status: 200, json: { orderId } });
    expect(Date.parse(answer.headers.date ?? '')).toBeGreaterThanOrEqual(earliest);
    expect(store.counters.calls().getOrder).toBe(1);
  });

  it('refuses what the policies do not name, another account, and what VTEX does not have', async () => {
    const { call } = world;
    const at = (path: string) => `http://portal.vtexcommercestable.com.br${path}`;
    const refused = await call('GET', at('/api/oms/pvt/orders?an=shop'));
    expect(refused).toMatchObject({ status: 403, json: { message: expect.stringContaining('ListOrders') } });
    const put = '/api/logistics/pvt/inventory/skus/1/warehouses/main?an=shop';
    expect((await call('PUT', at(put), { quantity: 1 })).status).toBe(403);
    expect((await call('GET', at('/api/oms/pvt/orders/1?an=other'))).status).toBe(404);
    expect((await call('GET', at('/api/oms/pvt/nothing?an=shop'))).status).toBe(404);
    // The account's own host has no outbound policy here.
    expect((await call('GET', 'http://shop.vtexcommercestable.com.br/api/oms/pvt/orders/1')).status).toBe(
      403,
    );
  });

  it('passes on that the store cuts the connection or answers late', async () => {
    const { store, call, raw, token } = world;
    store.faults.set({ endpoint: 'getOrder', fault: { kind: 'down' }, times: 1 });
    expect((await call('GET', `${ORDERS}/1?an=shop`)).status).toBe(0);
    store.faults.set({ endpoint: 'getOrder', fault: { kind: 'hang-before' }, times: 1 });
    const headers = { 'proxy-authorization': token, vtexidclientautcookie: token };
    expect((await raw('GET', `${ORDERS}/1?an=shop`, { headers })).status).toBe(0);
  });
});

describe('the world outside', () => {
  it('is reached where a policy allows it, without the credential', async () => {
    const got: Record<string, unknown>[] = [];
    const receiver = await listen((request, response) => {
      got.push({ url: request.url, ...request.headers });
      response.writeHead(202).end('taken');
    }, 0);
    open.push(receiver.close);
    const outside = await platformFixture({ hosts: { 'eu.erp.example': receiver.url } });
    open.push(outside.stop);
    const answer = await outside.call(
      'POST',
      'http://eu.erp.example/in/shop?a=1',
      { b: 1 },
      {
        'X-Vtex-Use-Https': 'true',
      },
    );
    expect(answer).toMatchObject({ status: 202, text: 'taken' });
    expect(got).toMatchObject([{ url: '/in/shop?a=1' }]);
    expect(JSON.stringify(got)).not.toContain('proxy-authorization');
    expect(outside.platform.requests.calls('outside')).toMatchObject([{ usesHttps: true, status: 202 }]);
    for (const address of [
      'http://eu.erp.example/in/other',
      'http://erp.example/in/shop',
      'http://eu.erp.example/',
    ])
      expect((await outside.call('POST', address)).status).toBe(403);
    expect((await outside.call('POST', 'http://us.erp.example/in/shop')).status).toBe(502);
    expect(got).toHaveLength(1);
  });
});

describe('faults', () => {
  it('before: nothing is done; after: all is done, and then told otherwise', async () => {
    const { call, platform } = world;
    const stored = () => platform.vbase.buckets.get('box')?.read('a.json') !== undefined;
    for (const [fault, status] of [
      [{ kind: 'status', status: 503 }, 503],
      [{ kind: 'cut-before' }, 0],
    ] as const) {
      platform.faults.set({ service: 'vbase', method: 'PUT', fault, times: 1 });
      expect((await call('PUT', FILE, { a: 1 })).status).toBe(status);
      expect(stored()).toBe(false);
    }
    for (const [fault, status] of [
      [{ kind: 'error-after' }, 500],
      [{ kind: 'cut-after' }, 0],
    ] as const) {
      platform.faults.set({ service: 'vbase', method: 'PUT', fault, times: 1 });
      expect((await call('PUT', FILE, { a: 1 })).status).toBe(status);
      expect(stored()).toBe(true);
      expect((await call('DELETE', FILE)).status).toBe(204);
    }
  });

  it('hit their service, method and path, so often, for so long', async () => {
    const { call, platform } = world;
    const read = async () => (await call('GET', FILE)).status;
    platform.faults.set({
      service: 'vbase',
      method: 'GET',
      path: /a\.json/,
      fault: { kind: 'status', status: 500 },
      skip: 1,
      times: 2,
    });
    expect([await read(), await read(), await read(), await read()]).toEqual([404, 500, 500, 404]);
    platform.faults.set({ service: 'courier', fault: { kind: 'status', status: 500 } });
    expect(await read()).toBe(404);
    platform.faults.set({ service: '*', fault: { kind: 'status', status: 500 }, forMs: 0 });
    expect(await read()).toBe(404);
  });
});

it('takes nobody for the platform itself', async () => {
  const { call } = world;
  expect((await call('GET', 'http://infra.io.vtex.com/nothing/v0/shop/master/x')).status).toBe(404);
  expect((await call('GET', 'http://platform.io.vtex.com/shop/master/x')).status).toBe(404);
  const other = FILE.replace('acme.app', 'acme.other');
  expect((await call('GET', other)).status).toBe(403);
  expect((await call('GET', FILE.replace('/master/', '/dev/'))).status).toBe(403);
});
