import type { ApiQueries, Page } from '@holdfast/node/api/ports';
import type { Store } from '@holdfast/node/store/store';
import type { LogEntry } from '@holdfast/node/store/sync-log';
import type { Pool } from 'pg';
import { anId } from '../../../test/builders/an-id';
import { freshDatabase } from '../../../test/postgres/fresh-database';
import {
  at,
  changeOf,
  decision,
  delivery,
  order,
  plan,
  reservation,
  START_MS,
} from '../../../test/store-contract/examples';
import { createPool } from '../pool';
import { createPostgresStore } from '../store/create-postgres-store';
import { createApiQueries } from './create-api-queries';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: Pool;
let store: Store;
let queries: ApiQueries;
const clock = { ms: START_MS };

beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool({ databaseUrl: database.url, applicationName: 'test queries' });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  await pool.query(
    'truncate holdfast.sync_log, holdfast.orders, holdfast.reservations, holdfast.reservation_changes, holdfast.plans, holdfast.counts, holdfast.deliveries, holdfast.settings',
  );
  clock.ms = START_MS;
  const now = () => clock.ms;
  store = createPostgresStore({ pool, account: 'acme', now });
  queries = createApiQueries({ pool, account: 'acme', store, now });
  const stranger = createPostgresStore({ pool, account: 'other', now });
  await stranger.appendLog([
    entry('of another account', { kind: 'plan', outcome: 'failed', orderId: anId('v1-01') }),
  ]);
  await stranger.changeOrder(anId('x-01'), () =>
    decision('x-01', { reservations: [reservation('x-01')], deliveries: [delivery('x', 'order/x-01')] }),
  );
  await stranger.recordPlan(plan('px'), { deliveries: [], log: [] });
});

function entry(message: string, more: Partial<LogEntry> = {}): LogEntry {
  return { kind: 'order', outcome: 'ok', message, ...more };
}

/** Walks all pages; `between` runs after each. */
async function walk<Row, Cursor>(
  read: (after: Cursor | null) => Promise<Page<Row, Cursor>>,
  between = async () => {},
): Promise<Row[][]> {
  const pages: Row[][] = [];
  let after: Cursor | null = null;
  do {
    const page: Page<Row, Cursor> = await read(after);
    pages.push(page.rows);
    if (pages.length > 50) throw new Error('the pages do not end');
    after = page.next;
    await between();
  } while (after !== null);
  return pages;
}

describe('the log', () => {
  test('pages neither repeat nor leave out, even among rows of one microsecond, while more arrive', async () => {
    await store.appendLog(Array.from({ length: 25 }, (_each, n) => entry(`old ${n}`)));
    const pages = await walk(
      (after: Parameters<ApiQueries['log']>[1]) => queries.log({ limit: 10 }, after),
      async () => {
        clock.ms += 1;
        await store.appendLog([entry('new'), entry('new')]);
      },
    );
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(pages.flat().map((row) => row.message)).toEqual(
      Array.from({ length: 25 }, (_each, n) => `old ${24 - n}`),
    );
  });

  test('times between two milliseconds keep their order over a page break', async () => {
    for (const micro of ['000100', '000300', '000200']) {
      await pool.query(
        `insert into holdfast.sync_log (account, at, kind, outcome, message) values ('acme', '2026-03-01 10:00:00.${micro}Z', 'order', 'ok', '${micro}')`,
      );
    }
    const pages = await walk((after: Parameters<ApiQueries['log']>[1]) => queries.log({ limit: 1 }, after));
    expect(pages.flat().map((row) => row.message)).toEqual(['000300', '000200', '000100']);
  });

  test.each<[string, Partial<Parameters<ApiQueries['log']>[0]>, string[]]>([
    ['kind', { kind: ['plan'] }, ['e', 'b']],
    ['two kinds', { kind: ['plan', 'delivery', 'plan'] }, ['e', 'c', 'b']],
    ['outcome', { outcome: ['failed'] }, ['d', 'b']],
    ['two outcomes', { outcome: ['failed', 'parked'] }, ['d', 'c', 'b']],
    ['an ordinary outcome among them', { outcome: ['ok', 'parked'] }, ['e', 'c', 'a']],
    ['kind and outcome', { kind: ['plan', 'delivery'], outcome: ['failed', 'ok'] }, ['e', 'b']],
    ['kind and rare outcome', { kind: ['plan'], outcome: ['failed', 'parked'] }, ['b']],
    ['order', { orderId: anId('v1-01') }, ['c', 'a']],
    ['order and kind', { orderId: anId('v1-01'), kind: ['delivery'] }, ['c']],
    ['SKU', { skuId: anId('7') }, ['e', 'b']],
    ['position', { skuId: anId('7'), warehouseId: anId('w2') }, ['e']],
    ['warehouse', { warehouseId: anId('w1') }, ['b']],
    ['plan', { planId: anId('p1') }, ['b']],
    ['from', { from: new Date(START_MS + 3).toISOString() }, ['e', 'd']],
    [
      'from and to',
      { from: new Date(START_MS + 1).toISOString(), to: new Date(START_MS + 3).toISOString() },
      ['c', 'b'],
    ],
    ['nothing found', { orderId: anId('nobody') }, []],
  ])('filter by %s, in pages of one', async (_name, filter, expected) => {
    const rows: LogEntry[] = [
      entry('a', { orderId: anId('v1-01') }),
      entry('b', {
        kind: 'plan',
        outcome: 'failed',
        skuId: anId('7'),
        warehouseId: anId('w1'),
        planId: anId('p1'),
      }),
      entry('c', { kind: 'delivery', outcome: 'parked', orderId: anId('v1-01') }),
      entry('d', { kind: 'notification', outcome: 'failed' }),
      entry('e', { kind: 'plan', skuId: anId('7'), warehouseId: anId('w2') }),
    ];
    for (const row of rows) {
      await store.appendLog([row]);
      clock.ms += 1;
    }
    const pages = await walk((after: Parameters<ApiQueries['log']>[1]) =>
      queries.log({ ...filter, limit: 1 }, after),
    );
    expect(pages.flat().map((row) => row.message)).toEqual(expected);
    expect((await queries.log({ ...filter, limit: 50 }, null)).rows.map((row) => row.message)).toEqual(
      expected,
    );
  });
});

describe('orders', () => {
  beforeEach(async () => {
    for (const [index, orderId] of ['v1-01', 'v2-01', 'v3-01', 'v4-01', 'v5-01'].entries()) {
      const known = reservation(orderId, { status: index === 0 ? 'removed' : 'acknowledged' });
      await store.changeOrder(anId(orderId), () =>
        decision(orderId, {
          order: order(orderId, { status: index < 2 ? 'invoiced' : 'handling' }),
          readAtMs: START_MS + index,
          reservations: [known],
          changes: [changeOf(known)],
          deliveries: [delivery(`d${index}`, `order/${orderId}`, { orderId: anId(orderId) })],
          log: [entry('read', { orderId: anId(orderId) })],
        }),
      );
    }
  });
  const ids = (filter: object, between?: () => Promise<void>) =>
    walk(
      (after: Parameters<ApiQueries['orders']>[1]) => queries.orders({ ...filter, limit: 2 }, after),
      between,
    ).then((pages) => pages.flat().map((row) => row.orderId));

  test('the one read last first; one read again meanwhile is not shown twice', async () => {
    let again = false;
    const seen = await ids({}, async () => {
      if (again) return;
      again = true;
      await store.changeOrder(anId('v5-01'), () => decision('v5-01', { readAtMs: START_MS + 100 }));
    });
    expect(seen).toEqual(['v5-01', 'v4-01', 'v3-01', 'v2-01', 'v1-01']);
  });

  test('by status, with their reservations counted', async () => {
    expect(await ids({ status: ['invoiced'] })).toEqual(['v2-01', 'v1-01']);
    const page = await queries.orders({ status: ['invoiced'], limit: 5 }, null);
    expect(page.rows.map((row) => row.reservations)).toEqual([{ acknowledged: 1 }, { removed: 1 }]);
  });

  test('one order with all that belongs to it', async () => {
    expect(await queries.order(anId('v3-01'))).toMatchObject({
      orderId: 'v3-01',
      reading: { status: 'handling' },
      reservations: [{ lockId: '00-v3-01', status: 'acknowledged', acknowledgedAt: at(3) }],
      changes: [{ lockId: '00-v3-01', version: 1, occurredAt: at(9) }],
      deliveries: [{ id: 'd2', stream: 'order/v3-01', state: 'pending' }],
      log: [{ message: 'read' }],
    });
    expect(await queries.order(anId('x-01'))).toBeNull();
  });
});

describe('positions', () => {
  const here = (skuId: string, warehouseId: string) => ({
    skuId: anId(skuId),
    warehouseId: anId(warehouseId),
  });

  test('each once, in the order of their ids, those of plans alone too', async () => {
    const reservations = [
      ...[1, 2, 3].map((n) => reservation('v1-01', { lockId: anId(`L${n}`), ...here('10', 'w1') })),
      reservation('v1-01', { lockId: anId('L4'), ...here('10', 'w2'), status: 'removed' }),
      reservation('v1-01', { lockId: anId('L5'), ...here('9', 'w1'), status: 'invoiced' }),
    ];
    await store.changeOrder(anId('v1-01'), () => decision('v1-01', { reservations }));
    await store.recordPlan(plan('p1', { position: here('10', 'w1'), state: 'superseded' }), {
      deliveries: [],
      log: [],
    });
    await store.recordPlan(
      plan('p2', { position: here('10', 'w1'), state: 'held', gate: { ...plan('p').gate, kind: 'nothing' } }),
      { deliveries: [], log: [] },
    );
    await store.recordPlan(plan('p3', { position: here('11', 'w1'), countReference: 'night' }), {
      deliveries: [],
      log: [],
    });
    const pages = await walk((after: Parameters<ApiQueries['positions']>[1]) =>
      queries.positions({ limit: 1 }, after),
    );
    expect(pages.flat()).toEqual([
      {
        ...here('10', 'w1'),
        reservations: { acknowledged: 3 },
        plan: { planId: 'p2', state: 'held', kind: 'nothing', message: null, countReference: null },
      },
      { ...here('10', 'w2'), reservations: {}, plan: null },
      {
        ...here('11', 'w1'),
        reservations: {},
        plan: { planId: 'p3', state: 'proposed', kind: 'remove', message: null, countReference: 'night' },
      },
      { ...here('9', 'w1'), reservations: { invoiced: 1 }, plan: null },
    ]);
    const ofSku = await queries.positions({ skuId: anId('10'), limit: 5 }, null);
    expect(ofSku.rows.map((row) => row.warehouseId)).toEqual(['w1', 'w2']);
    expect(await queries.position(anId('10'), anId('w1'))).toMatchObject({
      currentPlan: { planId: 'p2' },
      byStatus: { acknowledged: 3 },
      reservations: [{ lockId: 'L1' }, { lockId: 'L2' }, { lockId: 'L3' }],
      history: [{ planId: 'p2' }, { planId: 'p1' }],
    });
    expect(await queries.position(anId('10'), anId('nowhere'))).toBeNull();
  });

  test('a count from the ERP is part of it', async () => {
    await store.recordCount({
      position: here('12', 'w1'),
      onHand: 9,
      countedAt: at(1),
      reference: 'c1',
      planId: anId('p9'),
    });
    expect(await queries.position(anId('12'), anId('w1'))).toMatchObject({
      counts: [{ reference: 'c1', onHand: 9, planId: 'p9' }],
    });
  });
});

describe('recommendations', () => {
  beforeEach(async () => {
    const states = ['proposed', 'held', 'proposed', 'failed', 'dismissed', 'proposed'] as const;
    for (const [index, state] of states.entries()) {
      const position = { skuId: anId(String(index % 2)), warehouseId: anId(`w${index}`) };
      await store.recordPlan(plan(`p${index}`, { position, state }), { deliveries: [], log: [] });
    }
  });
  const ids = (filter: object) =>
    walk((after: Parameters<ApiQueries['plans']>[1]) => queries.plans({ ...filter, limit: 2 }, after)).then(
      (pages) => pages.flat().map((row) => row.planId),
    );

  test.each([
    ['what waits, by default', {}, ['p5', 'p3', 'p2', 'p0']],
    ['one state', { state: ['dismissed'] }, ['p4']],
    ['states together, newest first', { state: ['held', 'failed', 'held'] }, ['p3', 'p1']],
    ['kind', { kind: ['hold'] }, []],
    ['SKU', { skuId: '1' }, ['p5', 'p3']],
    ['position', { skuId: '1', warehouseId: 'w3' }, ['p3']],
  ])('%s', async (_name, filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
  });

  test('one by its id, of this account only', async () => {
    expect(await queries.plan(anId('p3'))).toMatchObject({
      planId: 'p3',
      state: 'failed',
      evidence: { kind: 'remove' },
    });
    expect(await queries.plan(anId('px'))).toBeNull();
  });
});

describe('deliveries', () => {
  beforeEach(async () => {
    const deliveries = [0, 1, 2, 3, 4].map((n) =>
      delivery(`d${n}`, `order/v${n % 2}-01`, { orderId: anId(`v${n % 2}-01`) }),
    );
    await store.changeOrder(anId('v1-01'), () => decision('v1-01', { deliveries }));
    const attempt = { attempts: 1, nextAttemptAtMs: START_MS, lastError: null, log: [] };
    await store.recordAttempt('d0', { ...attempt, state: 'accepted' });
    await store.recordAttempt('d3', { ...attempt, state: 'parked', lastError: 'The ERP refused it.' });
  });

  test.each([
    ['all, newest first', {}, ['d4', 'd3', 'd2', 'd1', 'd0']],
    ['parked', { state: ['parked'] }, ['d3']],
    ['pending and accepted', { state: ['pending', 'accepted'] }, ['d4', 'd2', 'd1', 'd0']],
    ['of an order', { orderId: 'v1-01' }, ['d3', 'd1']],
    ['of a stream', { stream: 'order/v0-01' }, ['d4', 'd2', 'd0']],
  ])('%s', async (_name, filter, expected) => {
    const pages = await walk((after: Parameters<ApiQueries['deliveries']>[1]) =>
      queries.deliveries({ ...filter, limit: 2 } as never, after),
    );
    expect(pages.flat().map((row) => row.id)).toEqual(expected);
  });
});
