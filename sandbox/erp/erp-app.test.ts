import { CloudEvent, HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { realTime } from '../time';
import { type Erp, startErp } from './start-erp';

const SECRET = `whsec_${Buffer.from('a secret of the tests, long enough').toString('base64')}`;
let erp: Erp;
beforeEach(async () => {
  erp = await startErp({ port: 0, secret: SECRET, time: realTime });
});
afterEach(() => erp.stop());

const change = (version: number, status: string, previousStatus: string | null, extra: object = {}) => ({
  account: 'sandboxstore',
  orderId: 'v1-01',
  lockId: '00-v1-01',
  skuId: '10',
  warehouseId: 'main',
  quantity: 2,
  status,
  previousStatus,
  version,
  expiresAt: null,
  occurredAt: '2026-03-02T10:00:00.1234567Z',
  ...extra,
});

async function deliver(
  id: string,
  data: object,
  options: { secret?: string; type?: string; signal?: AbortSignal } = {},
) {
  const type = options.type ?? 'holdfast.reservation.changed';
  const { body, headers } = HTTP.structured(
    new CloudEvent({ id, source: '/holdfast/sandboxstore', type, data }),
  );
  const text = String(body);
  const at = new Date();
  const signature = new Webhook(options.secret ?? SECRET).sign(id, at, text);
  const answer = await fetch(erp.url, {
    method: 'POST',
    headers: {
      'content-type': String(headers['content-type']),
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signature,
    },
    body: text,
    signal: options.signal ?? AbortSignal.timeout(5000),
  }).catch(() => null);
  await answer?.text();
  return answer?.status ?? null;
}

it('takes signed events and keeps books of them, once each', async () => {
  expect(await deliver('e1', change(1, 'authorized', null))).toBe(202);
  expect(await deliver('e2', change(2, 'confirmed', 'authorized'))).toBe(202);
  expect(await deliver('e2', change(2, 'confirmed', 'authorized'))).toBe(202);
  expect(erp.books.byStatus()).toEqual({ confirmed: 1 });
  expect([erp.books.accepted(), erp.books.duplicates()]).toEqual([3, 1]);
  expect(erp.books.violations()).toEqual([]);
});

it('refuses a wrong signature, a missing one, and what is not an event', async () => {
  const other = `whsec_${Buffer.from('another secret altogether, as long').toString('base64')}`;
  expect(await deliver('e1', change(1, 'authorized', null), { secret: other })).toBe(401);
  const bare = await fetch(erp.url, { method: 'POST', body: '{}' });
  expect(bare.status).toBe(401);
  const at = new Date();
  const headers = {
    'content-type': 'application/cloudevents+json',
    'webhook-id': 'x',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(SECRET).sign('x', at, '{"no":"event"}'),
  };
  expect((await fetch(erp.url, { method: 'POST', headers, body: '{"no":"event"}' })).status).toBe(400);
  expect(erp.books.accepted()).toBe(0);
  expect(erp.books.refused()).toEqual([
    { reason: 'signature', count: 2 },
    { reason: 'not a CloudEvent', count: 1 },
  ]);
});

it('notes versions that skip, repeat or contradict the books', async () => {
  await deliver('e1', change(2, 'confirmed', 'authorized'));
  await deliver('e2', change(1, 'authorized', null));
  await deliver('e3', change(3, 'removed', 'invoiced'));
  expect(erp.books.violations()).toEqual([
    '00-v1-01/10/main: version 2 says it was authorized, the books say null',
    '00-v1-01/10/main: version 1 came after 2',
    '00-v1-01/10/main: version 3 says it was invoiced, the books say confirmed',
  ]);
  expect(erp.books.reservations()[0]).toMatchObject({ version: 3, status: 'removed' });
});

it('notes fields outside the contract, personal ones by name, and stores neither', async () => {
  await deliver('e1', change(1, 'authorized', null, { shopper: { email: 'zephyrine@shoppers.example' } }));
  expect(erp.books.violations()).toEqual([
    'holdfast.reservation.changed: personal field data.shopper',
    'holdfast.reservation.changed: personal field data.shopper.email',
    expect.stringContaining('Unrecognized key'),
  ]);
  expect(JSON.stringify(await (await fetch(erp.url.replace('/events', '/books'))).json())).not.toContain(
    'zephyrine',
  );
});

it('books reconciled stock and recommendations', async () => {
  const at = {
    account: 'sandboxstore',
    skuId: '10',
    warehouseId: 'main',
    planId: 'p1',
    occurredAt: '2026-03-02T10:00:00Z',
  };
  const stock = {
    totalQuantity: 8,
    reservedQuantity: 1,
    availableQuantity: 7,
    byStatus: { confirmed: 1 },
    removedQuantity: 2,
    orders: ['v1-01'],
  };
  await deliver('s1', { ...at, ...stock }, { type: 'holdfast.stock.reconciled' });
  const asked = {
    totalQuantity: 8,
    newQuantity: 6,
    dateUtcOnBalanceSystem: '2026-03-02T10:00:00Z',
    releases: [],
    holds: [],
    reason: null,
  };
  await deliver('r1', { ...at, ...asked }, { type: 'holdfast.removal.recommended' });
  await deliver('u1', at, { type: 'holdfast.unheard.of' });
  expect(erp.books.stock()).toEqual([
    expect.objectContaining({ skuId: '10', availableQuantity: 7, planId: 'p1' }),
  ]);
  expect(erp.books.recommendations()).toHaveLength(1);
  expect(erp.books.violations()).toEqual(['unknown event type holdfast.unheard.of']);
});

it('fails as it is told: errors for so many calls, one SKU refused, applied without an answer', async () => {
  erp.faults.set({ kind: 'error' }, 2);
  const first = change(1, 'authorized', null);
  expect([await deliver('e1', first), await deliver('e1', first), await deliver('e1', first)]).toEqual([
    500, 500, 202,
  ]);
  const rejects = erp.faults.set({ kind: 'rejects', skuId: '10' });
  expect(await deliver('e2', change(2, 'confirmed', 'authorized'))).toBe(400);
  expect(await deliver('e3', change(1, 'authorized', null, { skuId: '11' }))).toBe(202);
  erp.faults.clear(rejects);
  erp.faults.set({ kind: 'hang-after' }, 1);
  const patience = new AbortController();
  const unanswered = deliver('e2', change(2, 'confirmed', 'authorized'), { signal: patience.signal });
  while (erp.books.byStatus().confirmed !== 1) await new Promise((resolve) => setImmediate(resolve));
  patience.abort();
  expect(await unanswered).toBeNull();
  expect(await deliver('e2', change(2, 'confirmed', 'authorized'))).toBe(202);
  erp.faults.set({ kind: 'error-after' }, 1);
  expect(await deliver('e4', change(3, 'acknowledged', 'confirmed'))).toBe(500);
  erp.faults.set({ kind: 'down' }, 1);
  expect(await deliver('e5', change(4, 'invoiced', 'acknowledged'))).toBeNull();
  erp.faults.set({ kind: 'rate-limited', retryAfterSeconds: 7 }, 1);
  expect(await deliver('e5', change(4, 'invoiced', 'acknowledged'))).toBe(429);
  erp.faults.set({ kind: 'slow', ms: 50 }, 1);
  const startedMs = Date.now();
  expect(await deliver('e5', change(4, 'invoiced', 'acknowledged'))).toBe(202);
  expect(Date.now() - startedMs).toBeGreaterThanOrEqual(49);
  expect(erp.books.violations()).toEqual([]);
});
