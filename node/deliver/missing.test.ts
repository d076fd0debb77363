import { createMemoryStore, type MemoryStore } from '../../simulation/stores/memory/memory-store';
import { anId } from '../../test/builders/an-id';
import type { DeliveryOutcome, ErpConnector } from '../clients/erp/connector';
import type { Instant } from '../core/instant';
import type { Delivery } from '../store/delivery';
import { FEWEST_ATTEMPTS, WAIT_FOR_MISSING_MS } from './back-off';
import { type DeliverServices, deliverStream } from './deliver-stream';
import { MOST_THINGS, readMissing, saveMissing } from './missing-things';
import { retryAppeared } from './retry-appeared';
import { type RetryServices, retryDelivery } from './retry-delivery';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The first message of an order of that SKU. */
function deliveryOf(order: number, skuId: string): Delivery {
  const occurredAt = '2026-03-02T18:00:00.1234567Z' as Instant;
  const about = { orderId: anId(`v${order}-01`), skuId: anId(skuId), warehouseId: anId('w1') };
  const change = { quantity: 1, status: 'confirmed', previousStatus: null, version: 1, expiresAt: null };
  return {
    ...about,
    id: `d${order}`,
    account: 'acme',
    stream: streamOf(order),
    sequence: order,
    type: 'holdfast.reservation.changed',
    planId: null,
    occurredAt,
    data: { ...about, ...change, account: 'acme', lockId: anId(`L${order}`), occurredAt },
    state: 'pending',
    attempts: 0,
    createdAtMs: 0,
    nextAttemptAtMs: 0,
    lastError: null,
  };
}

const streamOf = (order: number) => `order/v${order}-01`;

/** An ERP that knows the products of `known`, and orders that wait to be told: `[order, SKU]`. */
function setUp(orders: [number, string][]) {
  const clock = { ms: 1_000 };
  const store = createMemoryStore({ account: 'acme', now: () => clock.ms });
  for (const [order, skuId] of orders) store.tables.deliveries.set(`d${order}`, deliveryOf(order, skuId));
  const erp = { known: new Set<string>(), answer: null as DeliveryOutcome | null, asked: [] as string[] };
  const dispatched: [string, number][] = [];
  const services: DeliverServices = {
    store,
    connector: connectorTo(erp),
    now: () => clock.ms,
    random: () => 1,
  };
  const dispatcher = {
    deliver: async (stream: string, atMs: number) => void dispatched.push([stream, atMs]),
  };
  const retry = { store: retryStoreOf(store), dispatcher, now: services.now };
  return {
    store,
    clock,
    erp,
    services,
    dispatched,
    run: (order: number) => deliverStream(services, streamOf(order)),
    byHand: (order: number) => retryDelivery(retry, `d${order}`, 'An admin'),
    minute: (options = {}) =>
      retryAppeared({ ...services, account: 'acme', dispatcher, retry: retry.store }, options),
    delivery: (order: number) => store.tables.deliveries.get(`d${order}`),
    states: () => [...store.tables.deliveries.values()].map(({ state }) => state),
    logged: () => store.tables.log.map(({ outcome, deliveryId }) => `${deliveryId} ${outcome}`),
  };
}

interface Erp {
  known: Set<string>;
  /** To every message, whatever it is about. */
  answer: DeliveryOutcome | null;
  asked: string[];
}

function connectorTo(erp: Erp): ErpConnector {
  return {
    name: 'test',
    checkHealth: async () => ({ healthy: true }),
    async deliver({ skuId }) {
      if (erp.answer !== null) return erp.answer;
      if (erp.known.has(String(skuId))) return { kind: 'accepted', status: 200 };
      const message = `The ERP has no product ${skuId}: create it.`;
      return { kind: 'missing', what: `product/${skuId}`, status: null, message };
    },
    async isThere(what) {
      erp.asked.push(what);
      return erp.known.has(what.replace('product/', ''));
    },
  };
}

function retryStoreOf({ tables, recordAttempt }: MemoryStore): RetryServices['store'] {
  return {
    delivery: async (id) => structuredClone(tables.deliveries.get(id) ?? null),
    async makeDue(id, nowMs, log) {
      const found = tables.deliveries.get(id);
      if (found === undefined || found.state === 'accepted') return false;
      const { lastError } = found;
      await recordAttempt(id, { state: 'pending', attempts: 0, nextAttemptAtMs: nowMs, lastError, log });
      return true;
    },
    makeParkedDue: async () => ({ count: 0, streams: [] }),
  };
}

test('one message of each missing product is parked, the others wait and say for which', async () => {
  const { run, delivery, states, logged } = setUp([
    [1, 'mug'],
    [2, 'mug'],
    [3, 'jar'],
  ]);
  expect(await run(1)).toEqual({ kind: 'parked', deliveryId: 'd1' });
  expect(await run(2)).toEqual({ kind: 'wait', untilMs: 1_000 + WAIT_FOR_MISSING_MS });
  expect(await run(3)).toEqual({ kind: 'parked', deliveryId: 'd3' });
  expect(states()).toEqual(['parked', 'pending', 'parked']);
  expect(delivery(1)?.lastError).toBe('The ERP has no product mug: create it.');
  expect(delivery(2)?.lastError).toBe(
    'The ERP has no product mug: create it. It waits for the same as message d1, which is parked.',
  );
  expect(logged()).toEqual(['d1 parked', 'd2 retry', 'd3 parked']);
});

test('missing for three days: one line in the log, nobody else parked, and then the patience of a new one', async () => {
  const { run, delivery, logged, clock, erp } = setUp([
    [1, 'mug'],
    [2, 'mug'],
  ]);
  await run(1);
  let times = 0;
  while (clock.ms < 3 * DAY) {
    const waits = await run(2);
    if (waits.kind !== 'wait') throw new Error(`is ${waits.kind}`);
    clock.ms = waits.untilMs;
    times += 1;
  }
  expect(times).toBeGreaterThan(400);
  expect(logged()).toEqual(['d1 parked', 'd2 retry']);
  erp.answer = { kind: 'retry', status: 503, retryAfterMs: null, message: 'The ERP answered 503.' };
  for (let time = 2; time < FEWEST_ATTEMPTS; time += 1) {
    const waits = await run(2);
    if (waits.kind !== 'wait') throw new Error(`is ${waits.kind} at attempt ${time}`);
    clock.ms = waits.untilMs;
  }
  erp.answer = null;
  erp.known.add('mug');
  expect(await run(2)).toEqual({ kind: 'drained' });
  expect(delivery(2)).toMatchObject({ state: 'accepted' });
});

test('when it appears the parked one is sent again, once, and the waiting one comes by itself', async () => {
  const { run, minute, delivery, states, logged, clock, erp, dispatched, store } = setUp([
    [1, 'mug'],
    [2, 'mug'],
  ]);
  await run(1);
  await run(2);
  expect(await minute()).toBe(0);
  erp.known.add('mug');
  expect(await minute()).toBe(1);
  expect(await minute()).toBe(0);
  expect(delivery(1)).toMatchObject({ state: 'pending', attempts: 0 });
  expect(dispatched).toEqual([[streamOf(1), 21_000]]);
  expect(await readMissing(store)).toEqual([]);
  expect(logged()).toEqual(['d1 parked', 'd2 retry', 'd1 ok']);
  expect(await run(1)).toEqual({ kind: 'drained' });
  clock.ms += WAIT_FOR_MISSING_MS;
  expect(await run(2)).toEqual({ kind: 'drained' });
  expect(states()).toEqual(['accepted', 'accepted']);
});

test('a process that starts anew knows who is parked', async () => {
  const { run, services, states, erp, minute } = setUp([
    [1, 'mug'],
    [2, 'mug'],
  ]);
  await run(1);
  const another = { ...services, connector: connectorTo(erp) };
  await deliverStream(another, streamOf(2));
  expect(states()).toEqual(['parked', 'pending']);
  erp.known.add('mug');
  expect(await minute()).toBe(1);
});

test('a crash before it was recorded as parked: it parks at the next attempt', async () => {
  const { run, store, services, states } = setUp([
    [1, 'mug'],
    [2, 'mug'],
  ]);
  const crashing = { ...store, recordAttempt: async () => Promise.reject(new Error('killed')) };
  await expect(deliverStream({ ...services, store: crashing }, streamOf(1))).rejects.toThrow('killed');
  await run(2);
  await run(1);
  expect(states()).toEqual(['parked', 'pending']);
});

test('a person who retries before it is there: it parks again, still one', async () => {
  const { run, byHand, minute, states, erp, store } = setUp([
    [1, 'mug'],
    [2, 'mug'],
  ]);
  await run(1);
  await run(2);
  expect(await byHand(1)).toMatchObject({ kind: 'retried' });
  expect(await minute()).toBe(0);
  expect(await readMissing(store)).toHaveLength(1);
  expect(await run(1)).toEqual({ kind: 'parked', deliveryId: 'd1' });
  expect(states()).toEqual(['parked', 'pending']);
  erp.known.add('mug');
  expect(await minute()).toBe(1);
});

test('one that went through, and whose product is gone again, keeps nobody else from being parked', async () => {
  const { run, byHand, minute, clock, states, erp } = setUp([
    [1, 'mug'],
    [2, 'mug'],
  ]);
  await run(1);
  await run(2);
  erp.known.add('mug');
  await byHand(1);
  await run(1);
  erp.known.clear();
  expect(await minute()).toBe(0);
  clock.ms += WAIT_FOR_MISSING_MS;
  expect(await run(2)).toEqual({ kind: 'parked', deliveryId: 'd2' });
  expect(states()).toEqual(['accepted', 'parked']);
});

test('one that is parked for another reason by now is left to a person', async () => {
  const { run, byHand, minute, erp, store, delivery } = setUp([[1, 'mug']]);
  await run(1);
  await byHand(1);
  erp.answer = { kind: 'refused', status: null, message: 'The books are closed.' };
  await run(1);
  erp.known.add('mug');
  expect(await minute()).toBe(0);
  expect(delivery(1)?.state).toBe('parked');
  expect(await readMissing(store)).toEqual([]);
});

test('one that misses another thing now stands for that alone', async () => {
  const { run, byHand, erp, store, states, services } = setUp([
    [1, 'mug'],
    [2, 'mug'],
  ]);
  await run(1);
  await byHand(1);
  erp.answer = { kind: 'missing', what: 'warehouse/w1', status: null, message: 'No warehouse w1.' };
  await run(1);
  expect((await readMissing(store)).map(({ what }) => what)).toEqual(['warehouse/w1']);
  erp.answer = null;
  await deliverStream(services, streamOf(2));
  expect(states()).toEqual(['parked', 'parked']);
  expect((await readMissing(store)).map(({ what }) => what)).toEqual(['warehouse/w1', 'product/mug']);
});

/** As the server's advisory locks: whoever comes second hears no. */
function createLocks() {
  const held = new Set<string>();
  return {
    async tryLock(key: string) {
      if (held.has(key)) return null;
      held.add(key);
      return { isHeld: () => held.has(key), end: async () => void held.delete(key) };
    },
  };
}

test('many at once: one is parked; who met it writing comes back within seconds, without a word', async () => {
  const orders = Array.from({ length: 20 }, (_each, index): [number, string] => [index + 1, 'mug']);
  const { services, states, clock, logged, store } = setUp(orders);
  services.locks = createLocks();
  const all = () => Promise.all(orders.map(([order]) => deliverStream(services, streamOf(order))));
  const first = await all();
  expect(states().filter((state) => state === 'parked')).toHaveLength(1);
  expect(first.filter((run) => run.kind === 'wait' && run.untilMs <= 6_000)).toHaveLength(19);
  expect(logged()).toHaveLength(1);
  clock.ms += 5_000;
  await all();
  expect(states().filter((state) => state === 'parked')).toHaveLength(1);
  expect(logged()).toHaveLength(20);
  expect(await readMissing(store)).toHaveLength(1);
});

test.each([
  ['the same', 'mug', ['parked', 'pending'], ['product/mug']],
  ['another thing', 'jar', ['parked', 'parked'], ['product/mug', 'product/jar']],
])('%s was written down between reading and writing: it is seen', async (_what, skuId, expected, things) => {
  const { run, services, store, states } = setUp([
    [1, 'mug'],
    [2, skuId],
  ]);
  services.locks = createLocks();
  let reads = 0;
  const overtaken = {
    ...store,
    async setting(key: string) {
      const read = await store.setting(key);
      reads += 1;
      if (reads === 1) await run(1);
      return read;
    },
  };
  await deliverStream({ ...services, store: overtaken }, streamOf(2));
  expect(states()).toEqual(expected);
  expect((await readMissing(store)).map(({ what }) => what)).toEqual(things);
});

test('different things missed at once: none is forgotten', async () => {
  const orders = Array.from({ length: 5 }, (_each, index): [number, string] => [index + 1, `sku${index}`]);
  const { services, states, clock, store } = setUp(orders);
  services.locks = createLocks();
  for (let round = 0; round < orders.length; round += 1) {
    await Promise.all(orders.map(([order]) => deliverStream(services, streamOf(order))));
    clock.ms += 5_000;
  }
  expect(new Set(states())).toEqual(new Set(['parked']));
  expect(await readMissing(store)).toHaveLength(5);
});

test('a minute asks for so many and no longer, and the next one goes on', async () => {
  const orders = Array.from({ length: 5 }, (_each, index): [number, string] => [index + 1, `sku${index}`]);
  const { run, minute, erp, clock } = setUp(orders);
  for (const [order] of orders) await run(order);
  for (let time = 0; time < 3; time += 1) {
    await minute({ atMost: 2 });
    clock.ms += MINUTE;
  }
  expect(erp.asked).toHaveLength(6);
  expect(new Set(erp.asked).size).toBe(5);
});

test('an ERP that takes long to answer is not asked on and on', async () => {
  const orders = Array.from({ length: 5 }, (_each, index): [number, string] => [index + 1, `sku${index}`]);
  const { run, minute, services, erp, clock } = setUp(orders);
  for (const [order] of orders) await run(order);
  services.connector = {
    ...services.connector,
    async isThere(what) {
      erp.asked.push(what);
      clock.ms += 15_000;
      return false;
    },
  };
  await minute();
  expect(erp.asked).toHaveLength(2);
});

test('beyond a certain number nothing more is parked', async () => {
  const { run, delivery, store } = setUp([[1, 'mug']]);
  const many = Array.from({ length: MOST_THINGS }, (_each, index) => index);
  await saveMissing(
    store,
    many.map((index) => ({ what: `product/${index}`, deliveryId: `e${index}`, message: '' })),
  );
  expect((await run(1)).kind).toBe('wait');
  expect(delivery(1)?.lastError).toMatch(/waits its turn/);
});

test.each([
  ['cannot be asked', undefined],
  ['throws', async () => Promise.reject(new Error('a bug'))],
])('a connector that %s: it stays parked', async (_what, isThere) => {
  const { run, minute, services, erp, delivery, store } = setUp([[1, 'mug']]);
  await run(1);
  erp.known.add('mug');
  services.connector = { ...services.connector, isThere };
  expect(await minute()).toBe(0);
  expect(delivery(1)?.state).toBe('parked');
  expect(await readMissing(store)).toHaveLength(1);
});
