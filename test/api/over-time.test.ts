import type { Overview } from '@holdfast/node/api/schemas/overview';
import type { Series } from '@holdfast/node/api/schemas/series';
import { saveSweepProgress } from '@holdfast/node/store/sweep-progress';
import { anId } from '../builders/an-id';
import { freshDatabase } from '../postgres/fresh-database';
import { at, changeOf, decision, plan, removal, reservation, START_MS } from '../store-contract/examples';
import { type ApiServer, openApiServer } from './api-server';

const API = '/_v/holdfast/api';
let database: Awaited<ReturnType<typeof freshDatabase>>;
let server: ApiServer;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  server = await openApiServer(database.url, START_MS + 40_000);
});
afterEach(() => server.close());

const read = async <T>(path: string): Promise<T> => {
  const { status, body } = await server.call('GET', `${API}${path}`);
  expect(status).toBe(200);
  return body as T;
};
const line = (atMs: number, kind: string, outcome: string, account = 'acme') =>
  server.pool.query(
    `insert into holdfast.sync_log (account, at, kind, outcome, message) values ($1, $2, $3, $4, '')`,
    [account, new Date(atMs), kind, outcome],
  );

describe('the series', () => {
  const MINUTE = 60_000;

  test('counts each thing into its bucket, and shows empty ones as zeros', async () => {
    await line(START_MS - 30 * MINUTE, 'notification', 'ok');
    await line(START_MS - 30 * MINUTE + 119_999, 'notification', 'nothing');
    await line(START_MS - 28 * MINUTE, 'notification', 'ok');
    await line(START_MS - 28 * MINUTE, 'notification', 'ok', 'other');
    await line(START_MS - 28 * MINUTE, 'order', 'failed');
    await line(START_MS, 'delivery', 'parked');
    await line(START_MS, 'delivery', 'retry');
    await line(START_MS - 61 * MINUTE, 'notification', 'ok');
    const result = { kind: 'proven', totalQuantity: 8, reservedQuantity: 2, removedQuantity: 3 } as const;
    const nothing = { deliveries: [], log: [] };
    await server.store.recordPlan(plan('p1', { gate: removal(), state: 'executed', result }), nothing);
    const unclear = { kind: 'unclear', message: 'm' } as const;
    const other = { position: { skuId: anId('x'), warehouseId: anId('w') } };
    await server.store.recordPlan(
      plan('p2', { ...other, gate: removal(), state: 'executed', result: unclear }),
      nothing,
    );
    await server.pool.query('update holdfast.plans set updated_at = $1', [
      new Date(START_MS - 28 * MINUTE + 1),
    ]);
    const { bucketSeconds, points } = await read<Series>('/overview/series?hours=1');
    expect([bucketSeconds, points.length]).toEqual([120, 30]);
    const zeros = { events: 0, removals: 0, units: 0, errors: 0 };
    const told = points.filter(
      (point) => JSON.stringify(point) !== JSON.stringify({ at: point.at, ...zeros }),
    );
    const iso = (minutesAgo: number) => new Date(START_MS - minutesAgo * MINUTE).toISOString();
    expect(told).toEqual([
      { at: iso(30), ...zeros, events: 2 },
      { at: iso(28), events: 1, removals: 1, units: 3, errors: 1 },
      { at: iso(0), ...zeros, errors: 1 },
    ]);
    expect(points[0]?.at).toBe(iso(58));
  });

  test('goes on counting what is new, without counting the finished buckets again', async () => {
    await line(START_MS - 30 * MINUTE, 'notification', 'ok');
    const sum = async () =>
      (await read<Series>('/overview/series?hours=1')).points.reduce((all, one) => all + one.events, 0);
    expect(await sum()).toBe(1);
    await line(START_MS + 30_000, 'notification', 'ok');
    expect(await sum()).toBe(2);
    server.clock.ms += 3 * MINUTE;
    await line(START_MS + 100_000, 'notification', 'ok');
    expect(await sum()).toBe(3);
    // Retention takes rows away; a finished bucket is remembered.
    await server.pool.query('delete from holdfast.sync_log where at < $1', [new Date(START_MS - MINUTE)]);
    expect(await sum()).toBe(3);
    server.clock.ms += 60 * MINUTE;
    expect(await sum()).toBe(0);
  });

  test.each(['hours=0', 'hours=169', 'hours=x', 'days=1'])('%s is refused', async (query) => {
    expect((await server.call('GET', `${API}/overview/series?${query}`)).status).toBe(400);
  });
});

describe('protectedNow', () => {
  const shelf = (skuId: string) => ({ skuId: anId(skuId), warehouseId: anId('w') });
  async function record(orderId: string, more: Parameters<typeof reservation>[1]) {
    const known = reservation(orderId, more);
    await server.store.changeOrder(anId(orderId), () =>
      decision(orderId, { reservations: [known], changes: [changeOf(known)] }),
    );
  }
  const count = async () => (await read<Overview>('/overview')).protectedNow;

  test('counts open acknowledged reservations where a settled one waits to be removed', async () => {
    await record('settled-1', { ...shelf('a'), status: 'invoiced', invoicedAt: at(5) });
    await record('open-1', shelf('a'));
    await record('open-2', shelf('a'));
    // In the warehouse next door nothing is settled.
    await record('open-3', { skuId: anId('a'), warehouseId: anId('next') });
    // Not acknowledged yet: an update does not touch it.
    await record('early-1', {
      ...shelf('a'),
      status: 'confirmed',
      acknowledgedAt: null,
      wasAcknowledged: false,
    });
    // Gone already: an update cannot discard it again.
    await record('lost-1', { ...shelf('a'), lostAt: at(4) });
    expect(await count()).toBe(2);
  });

  test('a canceled one that stays listed asks for an update too; removed ones, and those never acknowledged, do not', async () => {
    await record('canceled-1', { ...shelf('b'), status: 'canceled' });
    await record('open-1', shelf('b'));
    await record('removed-1', { ...shelf('c'), status: 'removed', planId: anId('p') });
    await record('released-1', { ...shelf('c'), status: 'canceled', planId: anId('p') });
    await record('never-1', { ...shelf('c'), status: 'canceled', wasAcknowledged: false });
    await record('open-2', shelf('c'));
    // Invoiced without having been acknowledged: a person has to look at it, no update is due.
    await record('odd-1', {
      ...shelf('d'),
      status: 'invoiced',
      wasAcknowledged: false,
      acknowledgedAt: null,
    });
    await record('open-3', shelf('d'));
    expect(await count()).toBe(1);
  });
});

describe('the sweep', () => {
  const base = { orders: 40, total: null, share: 0.25, message: null, said: null };
  const tell = (more: { updatedAtMs: number; endedAtMs: number | null }) =>
    saveSweepProgress(server.store, { startedAtMs: START_MS, ...base, ...more });

  test('is idle before the first one', async () => {
    expect(await read('/listeners/sweep')).toMatchObject({ state: 'idle', startedAt: null, orders: 0 });
  });

  test('runs, and is idle again when it ended', async () => {
    await tell({ updatedAtMs: START_MS, endedAtMs: null });
    const startedAt = new Date(START_MS).toISOString();
    expect(await read('/listeners/sweep')).toEqual({ state: 'running', startedAt, ...base });
    await tell({ updatedAtMs: START_MS, endedAtMs: START_MS });
    expect(await read('/listeners/sweep')).toEqual({ state: 'idle', startedAt, ...base });
  });

  test('whose process died is not running for ever', async () => {
    await tell({ updatedAtMs: START_MS, endedAtMs: null });
    server.clock.ms = START_MS + 300_001;
    expect(await read('/listeners/sweep')).toMatchObject({
      state: 'idle',
      message: expect.stringMatching(/did not end/),
      said: [{ id: 'sweep.did-not-end', values: {} }],
    });
  });
});
