import type { ApiQueries, Page } from '@holdfast/node/api/ports';
import { positionKey } from '@holdfast/node/core/position';
import { quote } from '@holdfast/node/core/said/say';
import { createIoRetryStore } from '@holdfast/node/io/search/retry-store';
import { tidySearch } from '@holdfast/node/io/search/tidy-search';
import { anId } from '../builders/an-id';
import {
  changeOf,
  decision,
  delivery,
  NO_EFFECTS,
  order,
  POSITION,
  plan,
  reservation,
  START_MS,
} from '../store-contract/examples';
import { type IoApiServer, openIoApiServer } from './io-api-server';

const API = '/_v/holdfast/api';
const HERE = `/positions/${encodeURIComponent(POSITION.skuId)}/${encodeURIComponent(POSITION.warehouseId)}`;
let io: IoApiServer;
let queries: ApiQueries;

beforeEach(async () => {
  io = await openIoApiServer(START_MS);
  queries = io.deps.queries;
});
afterEach(() => io.close());

const get = async (path: string) => (await io.call('GET', API + path)) as { status: number; body: Answer };
interface Answer {
  entries: { message: string }[];
  recommendations: { planId: string; state: string }[];
  problems: { area: string; message: string }[];
  log: { message: string }[];
  [more: string]: unknown;
}
const planIds = async (query = '') =>
  (await get(`/recommendations${query}`)).body.recommendations.map(({ planId }) => planId);

/** An order with a reservation, a message and a line of its log. */
function record(orderId: string, message: string, more: Parameters<typeof decision>[1] = {}) {
  const known = reservation(orderId);
  return io.store.changeOrder(anId(orderId), (before) =>
    decision(orderId, {
      reservations: [known],
      changes: before === null ? [changeOf(known)] : [],
      deliveries: [delivery(`d-${orderId}`, `order/${orderId}`, { orderId: anId(orderId) })],
      log: [{ kind: 'order', outcome: 'ok', message, orderId: anId(orderId) }],
      ...more,
    }),
  );
}

async function walk<Row, Cursor>(
  read: (after: Cursor | null) => Promise<Page<Row, Cursor>>,
  between = async (_page: Row[]) => {},
): Promise<Row[]> {
  const rows: Row[] = [];
  let after: Cursor | null = null;
  let pages = 0;
  do {
    const page: Page<Row, Cursor> = await read(after);
    rows.push(...page.rows);
    pages += 1;
    if (pages > 80) throw new Error('the pages do not end');
    after = page.next;
    await between(page.rows);
  } while (after !== null);
  return rows;
}

describe('while Master Data indexes late', () => {
  beforeEach(async () => {
    io.masterData.isLate = true;
    await record('v1-01', 'Read.');
    await io.store.recordPlan(plan('p1'), NO_EFFECTS);
  });

  test('the lists are late; an order, a position and a plan are not', async () => {
    expect((await get('/logs')).body.entries).toEqual([]);
    expect(await planIds()).toEqual([]);
    expect((await get('/orders/v1-01')).body.log).toMatchObject([{ message: 'Read.' }]);
    expect((await get('/recommendations/p1')).body).toMatchObject({ state: 'proposed' });
    expect((await get(HERE)).body).toMatchObject({
      currentPlan: { planId: 'p1' },
      byStatus: { acknowledged: 1 },
    });
    io.masterData.index();
    expect((await get('/logs')).body.entries).toMatchObject([{ message: 'Read.' }]);
    expect(await planIds()).toEqual(['p1']);
  });

  test('what is decided no longer waits, whatever the index says', async () => {
    io.masterData.index();
    expect((await io.call('POST', `${API}/recommendations/p1/dismiss`, { reason: 'no' })).status).toBe(200);
    expect(await planIds()).toEqual([]);
    expect((await get('/overview')).body).toMatchObject({ waitingForPerson: 0 });
    io.masterData.index();
    expect(await planIds('?state=dismissed')).toEqual(['p1']);
  });
});

test('an order shows lines that were logged elsewhere, too, each once', async () => {
  await record('v1-01', 'Read.');
  await io.store.appendLog([
    { kind: 'notification', outcome: 'ok', message: 'Told.', orderId: anId('v1-01') },
  ]);
  expect((await get('/orders/v1-01')).body.log.map(({ message }) => message).sort()).toEqual([
    'Read.',
    'Told.',
  ]);
});

describe('while Master Data is away', () => {
  test('lists answer 503 with a sentence; everything else goes on, and what was missed comes later', async () => {
    await record('v1-01', 'Read.');
    await io.store.recordPlan(plan('p1'), NO_EFFECTS);
    io.masterData.fault = { status: 500 };
    await record('v1-01', 'Read again.');
    const sentence = {
      error: expect.stringMatching(/^The log and the recommendations cannot be searched now/),
    };
    for (const list of ['/logs', '/recommendations']) {
      expect(await io.call('GET', API + list)).toEqual({ status: 503, body: sentence });
    }
    expect((await get('/orders/v1-01')).body.log.map(({ message }) => message).sort()).toEqual([
      'Read again.',
      'Read.',
    ]);
    expect((await io.call('POST', `${API}/recommendations/p1/approve`)).status).toBe(200);
    expect((await get('/recommendations/p1')).body).toMatchObject({ state: 'approved' });
    for (const path of ['/orders', '/positions', HERE, '/deliveries'])
      expect((await get(path)).status).toBe(200);
    const overview = await get('/overview');
    expect(overview.status).toBe(200);
    expect(overview.body).toMatchObject({ reservations: { acknowledged: 1 }, erp: { pending: 1 } });
    expect(overview.body.problems).toMatchObject([
      { area: 'vtex', message: expect.stringMatching(/^Master Data: Master Data answered 500\. The log/) },
    ]);

    io.masterData.fault = null;
    io.clock.ms += 60_000;
    await record('v1-01', 'Read a third time.');
    expect((await get('/logs?orderId=v1-01')).body.entries.map(({ message }) => message)).toEqual([
      'Read a third time.',
      'Read again.',
      'Read.',
    ]);
    expect((await get('/overview')).body.problems).toEqual([]);
  });

  test('an outage costs the store one call, not one a step', async () => {
    await record('v0-01', 'Read.');
    io.masterData.fault = 'silence';
    const before = io.masterData.calls.length;
    for (const orderId of ['v1-01', 'v2-01', 'v3-01']) await record(orderId, 'Read.');
    expect(io.masterData.calls.length - before).toBe(1);
  });

  test('a permission that is missing is named', async () => {
    io.masterData.fault = { status: 403 };
    await record('v1-01', 'Read.');
    expect((await get('/overview')).body.problems).toMatchObject([
      { message: expect.stringContaining('ADMIN_DS'), missingResource: 'ADMIN_DS' },
    ]);
  });
});

describe('lists made from listings', () => {
  const IDS = Array.from({ length: 12 }, (_each, n) => `v${String(n).padStart(2, '0')}-01`);

  beforeEach(async () => {
    for (const [n, orderId] of IDS.entries()) {
      const isOver = n % 3 === 0;
      const here = { skuId: anId(String(n % 5)), warehouseId: anId('w/1') };
      await record(orderId, 'Read.', {
        order: order(orderId, { status: isOver ? 'invoiced' : 'handling' }),
        reservations: [reservation(orderId, { ...here, status: isOver ? 'removed' : 'acknowledged' })],
        changes: [],
        deliveries: [0, 1, 2].map((k) =>
          delivery(`d-${orderId}-${k}`, `order/${orderId}`, { orderId: anId(orderId) }),
        ),
      });
    }
  });

  test.each<[string, object, (n: number) => boolean]>([
    ['all orders', {}, () => true],
    ['by status', { status: ['invoiced'] }, (n) => n % 3 === 0],
    ['by another', { status: ['handling', 'canceled'] }, (n) => n % 3 !== 0],
    ['over', { isOver: 'true' }, (n) => n % 3 === 0],
    ['not over', { isOver: 'false' }, (n) => n % 3 !== 0],
    ['both', { isOver: 'false', status: ['invoiced'] }, () => false],
  ])('%s, each once', async (_name, filter, belongs) => {
    const sizes: number[] = [];
    const rows = await walk(
      (after) => queries.orders({ ...filter, limit: 3 }, after),
      async (page) => void sizes.push(page.length),
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(3);
    expect(rows.map(({ orderId }) => orderId).sort()).toEqual(IDS.filter((_id, n) => belongs(n)));
  });

  test('an order says when it was read, and what it holds', async () => {
    expect((await queries.orders({ limit: 1 }, null)).rows).toMatchObject([
      {
        status: expect.any(String),
        reservations: expect.any(Object),
        readAt: new Date(START_MS).toISOString(),
      },
    ]);
  });

  test('positions, each once, with the reservations that are not over', async () => {
    await io.store.recordPlan(
      plan('p9', { position: { skuId: anId('9'), warehouseId: anId('w/1') } }),
      NO_EFFECTS,
    );
    const old = plan('p8', { position: { skuId: anId('8'), warehouseId: anId('w/1') }, state: 'superseded' });
    await io.store.recordPlan(old, NO_EFFECTS);
    const rows = await walk((after) => queries.positions({ limit: 2 }, after));
    expect(rows.map(({ skuId }) => skuId).sort()).toEqual(['0', '1', '2', '3', '4', '8', '9']);
    expect(rows.find(({ skuId }) => skuId === '8')).toMatchObject({ plan: null });
    expect(rows.filter(({ reservations }) => 'removed' in reservations)).toEqual([]);
    const counted = rows.map(({ reservations }) => reservations.acknowledged ?? 0);
    expect(counted.reduce((sum, n) => sum + n)).toBe(8);
    expect(rows.find(({ skuId }) => skuId === '9')).toMatchObject({
      plan: { planId: 'p9', state: 'proposed' },
    });
    expect(await walk((after) => queries.positions({ skuId: anId('3'), limit: 2 }, after))).toHaveLength(1);
  });

  test.each([1, 2, 4, 50])('deliveries of all streams, in pages of %d', async (limit) => {
    const position = { skuId: anId('9'), warehouseId: anId('w/1') };
    const told = delivery('d-plan', `position/${positionKey(position)}`, position);
    await io.store.recordPlan(plan('p9', { position }), { deliveries: [told], log: [] });
    const rows = await walk((after) => queries.deliveries({ limit }, after));
    const expected = [...IDS.flatMap((id) => [2, 1, 0].map((k) => `d-${id}-${k}`)), 'd-plan'];
    expect(rows.map(({ id }) => id).sort()).toEqual(expected.sort());
    const ofOne = rows.filter(({ orderId }) => orderId === IDS[7]).map(({ sequence }) => sequence);
    expect(ofOne).toEqual([3, 2, 1]);
  });

  test('waiting deliveries: nothing is left out while some are accepted between the pages', async () => {
    const shown = await walk(
      (after) => queries.deliveries({ state: ['pending', 'parked'], limit: 2 }, after),
      async (page) => {
        for (const { id } of page) {
          const accepted = {
            state: 'accepted' as const,
            attempts: 1,
            nextAttemptAtMs: START_MS,
            lastError: null,
          };
          await io.store.recordAttempt(id, { ...accepted, log: [] });
        }
      },
    );
    expect(new Set(shown.map(({ id }) => id)).size).toBe(36);
  });

  test('a stream that is no longer in the listing has its page begun anew', async () => {
    const after = { folder: 'waiting', after: null, stream: 'order/gone', sequence: 2 };
    const page = await queries.deliveries({ state: ['pending'], limit: 50 }, after);
    expect(page.rows).toHaveLength(36);
  });

  test('deliveries of one order, and of one stream', async () => {
    const ofOrder = await walk((after) => queries.deliveries({ orderId: anId('v03-01'), limit: 2 }, after));
    expect(ofOrder.map(({ id }) => id)).toEqual(['d-v03-01-2', 'd-v03-01-1', 'd-v03-01-0']);
    const ofStream = await queries.deliveries({ stream: 'order/v04-01', state: ['parked'], limit: 2 }, null);
    expect(ofStream).toEqual({ rows: [], next: null });
  });
});

test('numbers of the overview that take a scan are some seconds old', async () => {
  await record('v1-01', 'Read.');
  const counted = async () => (await get('/overview')).body.reservations;
  expect(await counted()).toEqual({ acknowledged: 1 });
  await record('v2-01', 'Read.');
  expect(await counted()).toEqual({ acknowledged: 1 });
  io.clock.ms += 15_000;
  expect(await counted()).toEqual({ acknowledged: 2 });
});

describe('retrying', () => {
  const tried = {
    attempts: 9,
    nextAttemptAtMs: START_MS + 9_000_000,
    lastError: 'The ERP answered 503.',
    log: [],
  };
  const said = [{ kind: 'admin' as const, outcome: 'ok' as const, message: 'again', deliveryId: 'a' }];
  const NOW = START_MS + 1_000;
  let retry: ReturnType<typeof createIoRetryStore>;

  beforeEach(async () => {
    for (const id of ['a', 'b', 'c', 'd']) {
      await record(`v-${id}`, 'Read.', {
        deliveries: [delivery(id, `order/v-${id}`, { orderId: anId(`v-${id}`) })],
      });
    }
    await io.store.recordAttempt('a', { ...tried, state: 'parked' });
    await io.store.recordAttempt('b', { ...tried, state: 'pending' });
    await io.store.recordAttempt('c', { ...tried, state: 'accepted' });
    await io.store.recordAttempt('d', { ...tried, state: 'parked' });
    retry = createIoRetryStore({ reads: io.store.reads, store: io.store });
  });
  const admin = async () => (await get('/logs?kind=admin')).body.entries.map(({ message }) => message);

  test('a parked one is due at once and begins anew; one that waits keeps its count', async () => {
    expect(await retry.makeDue('a', NOW, said)).toBe(true);
    const due = { state: 'pending', nextAttemptAtMs: NOW };
    expect(await io.store.nextDelivery('order/v-a')).toMatchObject({ ...due, attempts: 0 });
    expect(await admin()).toEqual(['again']);
    expect(await retry.makeDue('b', NOW, [])).toBe(true);
    expect(await io.store.nextDelivery('order/v-b')).toMatchObject({ ...due, attempts: 9 });
  });

  test('one that is accepted between looking and writing stays accepted', async () => {
    const racing = createIoRetryStore({
      reads: io.store.reads,
      store: {
        recordAttempt: async (id, attempt) => {
          await io.store.recordAttempt(id, { ...tried, state: 'accepted' });
          await io.store.recordAttempt(id, attempt);
        },
      },
    });
    expect(await racing.makeDue('a', NOW, said)).toBe(false);
    expect(await io.store.nextDelivery('order/v-a')).toBeNull();
    expect(await retry.makeDue('c', NOW, said)).toBe(false);
    expect(await retry.makeDue('nobody', NOW, said)).toBe(false);
  });

  test('all parked ones, in slices, each with its line', async () => {
    const first = await retry.makeParkedDue(NOW, 1, quote('again'));
    const second = await retry.makeParkedDue(NOW, 1, quote('again'));
    expect([...first.streams, ...second.streams].sort()).toEqual(['order/v-a', 'order/v-d']);
    expect(await retry.makeParkedDue(NOW, 1, quote('again'))).toEqual({ count: 0, streams: [] });
    expect(await admin()).toEqual(['again', 'again']);
  });
});

test('old lines and closed plans go; plans that can change stay', async () => {
  await record('v1-01', 'Read.');
  const elsewhere = { skuId: anId('9'), warehouseId: anId('w') };
  await io.store.recordPlan(plan('p-old', { state: 'held' }), NO_EFFECTS);
  await io.store.recordPlan(plan('p-new', { createdAtMs: START_MS + 1 }), NO_EFFECTS);
  await io.store.recordPlan(plan('p-open', { position: elsewhere }), NO_EFFECTS);
  const nowMs = START_MS + 40 * 86_400_000;
  const options = { nowMs, keepMs: 30 * 86_400_000, limit: 100 };
  expect(await tidySearch({ index: io.index, scope: 'master' }, options)).toEqual({
    kind: 'tidied',
    deleted: 2,
    isDone: true,
  });
  expect((await get('/logs')).body.entries).toEqual([]);
  expect((await planIds('?state=proposed,superseded')).sort()).toEqual(['p-new', 'p-open']);
  expect((await get('/recommendations/p-old')).body).toMatchObject({ state: 'superseded' });
});

test('the log of a position and its plan are found by ids with any character', async () => {
  const entry = {
    kind: 'plan' as const,
    outcome: 'hold' as const,
    message: 'Held.',
    ...POSITION,
    planId: anId('p 1'),
  };
  await io.store.recordPlan(plan('p 1', { createdAtMs: START_MS }), { deliveries: [], log: [entry] });
  const query = new URLSearchParams({
    skuId: POSITION.skuId,
    warehouseId: POSITION.warehouseId,
    planId: 'p 1',
  });
  expect((await get(`/logs?${query}`)).body.entries).toMatchObject([{ message: 'Held.' }]);
  expect((await get('/recommendations/p%201')).body).toMatchObject({
    planId: 'p 1',
    createdAt: new Date(START_MS).toISOString(),
  });
});
