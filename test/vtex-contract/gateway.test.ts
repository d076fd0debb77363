import { endAll } from '../flows/at-end';
import { type Flow, startFlow } from '../flows/flow';
import { type Call, call, callersOf, patchPath, putPath, rowsPath } from '../flows/gateway-callers';
import { loadSchemas, schemasArePresent } from './openapi';

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ stock: { mug: 40 }, environment: callersOf({}) });
});
afterAll(endAll);

/** The same call to the store and to the gateway, each with its own key. */
async function both(path: string, asked: Call) {
  const { store } = flow.sandbox;
  const ofStore = await call(store.url, path, { ...asked, key: store.appKey, token: store.appToken });
  const ofGateway = await call(flow.holdfast.url, path, asked);
  const seen = ({ status, body, headers }: typeof ofStore) => ({
    status,
    body,
    type: headers.get('content-type')?.split(';')[0] ?? null,
  });
  return { store: seen(ofStore), gateway: seen(ofGateway) };
}

const whole = { quantity: 40, unlimitedQuantity: false, leadTime: '1.00:00:00' };
const BODIES: [string, unknown, number][] = [
  ['as documented', { ...whole, dateUtcOnBalanceSystem: '2024-06-13T00:52:16' }, 200],
  ['with a date and its zone', { ...whole, dateUtcOnBalanceSystem: '2024-01-31T19:12:01.025662+00:00' }, 200],
  ['date null', { ...whole, dateUtcOnBalanceSystem: null }, 200],
  ['an empty date', { ...whole, dateUtcOnBalanceSystem: '' }, 200],
  ['fields of its own', { ...whole, sku: 'x' }, 200],
  ['no limit named', { quantity: 40, leadTime: '1.00:00:00' }, 200],
  ['no lead time', { quantity: 40, unlimitedQuantity: false }, 200],
  ['a negative quantity', { ...whole, quantity: -1 }, 400],
  ['half a unit', { ...whole, quantity: 1.5 }, 400],
  ['a text for a quantity', { ...whole, quantity: '40' }, 400],
  ['a text for a limit', { ...whole, unlimitedQuantity: 'no' }, 400],
  ['a date that is none', { ...whole, dateUtcOnBalanceSystem: 'yesterday' }, 400],
  ['a number for a date', { ...whole, dateUtcOnBalanceSystem: 1718239936 }, 400],
  ['a text', '"40"', 400],
  ['no JSON', '{"quantity": 40', 400],
];

describe.each([
  ['PUT', putPath('mug')],
  ['PATCH', patchPath('mug')],
])('%s', (method, path) => {
  test.each(BODIES)('%s: answered as VTEX answers it', async (_case, body, status) => {
    const { store, gateway } = await both(path, { method, body });
    expect(gateway).toEqual(store);
    expect(gateway.status).toBe(status === 200 && method === 'PATCH' ? 204 : status);
  });
});

test.each([
  ['a list', JSON.stringify([whole])],
  ['null', 'null'],
  ['nothing', undefined],
  ['a quantity beyond 32 bits', '{"quantity": 2147483648, "unlimitedQuantity": false}'],
  ['a quantity without end', '{"quantity": 1e999, "unlimitedQuantity": false}'],
  ['lists in lists', `${'['.repeat(8_000)}${']'.repeat(8_000)}`],
  ['a prototype', '{"__proto__": {"quantity": 1}, "quantity": {}}'],
  ['bytes that are no text', '\u0000\u0001\ufffe'],
])('%s is refused, and nothing is taken', async (_case, body) => {
  const before = await call(flow.holdfast.url, rowsPath('mug'));
  const answer = await call(flow.holdfast.url, putPath('mug'), { method: 'PUT', body });
  expect(answer.status).toBe(400);
  const after = await call(flow.holdfast.url, rowsPath('mug'));
  expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
});

test('a body that is too long is refused', async () => {
  const body = JSON.stringify({ ...whole, note: 'x'.repeat(17 * 1024) });
  expect((await call(flow.holdfast.url, putPath('mug'), { method: 'PUT', body })).status).toBe(413);
});

test.each([
  ['a parent folder', '/api/logistics/pvt/inventory/skus/..%2F..%2F..%2Foms/warehouses/main'],
  ['no encoding of anything', '/api/logistics/pvt/inventory/skus/%E0%A4%A/warehouses/main'],
  ['control characters', '/api/logistics/pvt/inventory/skus/a%00b/warehouses/main'],
  ['no id at all', '/api/logistics/pvt/inventory/skus//warehouses/main'],
  ['an id without end', `/api/logistics/pvt/inventory/skus/${'9'.repeat(300)}/warehouses/main`],
])('%s for an id is refused, for writes and reads', async (_case, path) => {
  expect((await call(flow.holdfast.url, path, { method: 'PUT', body: whole })).status).toBe(400);
  const read = path.replace('/skus/', '/items/');
  expect((await call(flow.holdfast.url, read)).status).toBe(400);
});

test('neither query nor headers steer what is asked of VTEX', async () => {
  const { counters } = flow.sandbox.store;
  const before = counters.total();
  const answer = await call(flow.holdfast.url, `${rowsPath('mug')}?an=other&page=9&url=http://x`, {
    headers: {
      'x-forwarded-host': 'evil.example',
      'x-vtex-account': 'other',
      'x-http-method-override': 'DELETE',
    },
  });
  expect(answer.status).toBe(200);
  expect(counters.total()).toBeGreaterThan(before);
  const page = '/api/logistics/pvt/inventory/reservations/main/mug?page=1%26x=1';
  expect((await call(flow.holdfast.url, page)).status).toBe(400);
});

test('PUT with a lead time that is none', async () => {
  const { store, gateway } = await both(putPath('mug'), {
    method: 'PUT',
    body: { ...whole, leadTime: 'soon' },
  });
  expect(gateway).toEqual(store);
});

test.each([
  ['the SKU', '/api/logistics/pvt/inventory/skus/mug'],
  ['the SKU and warehouse', rowsPath('mug')],
  ['its reservations', '/api/logistics/pvt/inventory/reservations/main/mug?page=1&perPage=100'],
])('a read of %s is the store’s', async (_case, path) => {
  flow.sandbox.store.model.stock({ skuId: 'mug', warehouseId: 'main', quantity: 40, leadTime: '1.00:00:00' });
  const orderId = flow.sell('mug', 1, 'ready-for-handling');
  const { store, gateway } = await both(path, {});
  expect(gateway).toEqual(store);
  expect(gateway.status).toBe(200);
  const { lockId } = flow.sandbox.store.model.order(orderId);
  const one = await both(`/api/logistics/pvt/inventory/reservations/${lockId}`, {});
  expect(one.gateway).toEqual(one.store);
});

test.each<[string, Call]>([
  ['no key', { key: '', token: '' }],
  ['a wrong token', { token: 'wrong' }],
  ['a wrong key', { key: 'wrong' }],
])('%s: answered as VTEX answers it', async (_case, key) => {
  const answers = await Promise.all(
    [flow.sandbox.store.url, flow.holdfast.url].map((base) =>
      call(base, putPath('mug'), { method: 'PUT', body: whole, ...key }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
});

test.each([
  ['POST', '/availability/v1/inventory/batch'],
  ['POST', '/availability/v1/inventory/batch/b-1/confirm'],
  ['GET', '/availability/v1/inventory/batch/b-1/status'],
  ['PUT', `${rowsPath('mug')}/supplyLots/lot-1`],
  ['POST', `${rowsPath('mug')}/supplyLots/lot-1/transfer`],
  ['PATCH', `${putPath('mug')}/lead-time`],
  ['POST', '/api/logistics/pvt/inventory/reservations'],
  ['POST', '/api/logistics/pvt/inventory/reservations/lock-1/cancel'],
  ['DELETE', putPath('mug')],
])('%s %s is not served, and says so', async (method, path) => {
  const answer = await call(flow.holdfast.url, path, { method, ...(method === 'GET' ? {} : { body: {} }) });
  expect(answer).toMatchObject({
    status: 501,
    body: { error: { message: expect.stringMatching(/not served/) } },
  });
  expect((await call(flow.holdfast.url, path, { method, key: path, token: 'wrong' })).status).toBe(401);
});

test.each([
  ['GET', '/api/oms/pvt/orders/v1-01'],
  ['GET', '/api/logistics/pvt/configuration/warehouses'],
  ['GET', '/api/logistics/pvt/inventory/everything'],
  ['GET', '/api/catalog_system/pvt/sku/stockkeepingunitids'],
])('%s %s is not here', async (method, path) => {
  expect((await call(flow.holdfast.url, path, { method })).status).toBe(404);
});

(schemasArePresent ? describe : describe.skip)('by VTEX’s own schema (../shared/openapi)', () => {
  const schemas = schemasArePresent ? loadSchemas() : null;

  test.each([
    ['PUT', putPath('mug')],
    ['PATCH', patchPath('mug')],
  ])('%s: its example is taken, and every answer is one that is documented', async (method, path) => {
    const described = schemas?.find(method, path);
    if (!described) throw new Error('not described');
    const documented = Object.keys(described.operation.responses);
    const content = described.operation.requestBody?.content['application/json'];
    const { example } = content as { example: object };
    const taken = await call(flow.holdfast.url, path, { method, body: example });
    expect(documented).toContain(String(taken.status));
    expect(taken.status).toBeLessThan(300);
    for (const [, body] of BODIES) {
      const { status } = await call(flow.holdfast.url, path, { method, body });
      expect(documented).toContain(String(status));
    }
  });
});
