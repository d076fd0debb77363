import type { ReservationStatus } from '@holdfast/node/core/reservation/reservation';
import type { Delivery } from '@holdfast/node/store/delivery';
import { Client } from 'pg';
import { anId } from '../builders/an-id';
import { changeTo, deliveryOf } from '../connector-contract/deliveries';
import { until } from '../flows/until';
import { databaseUrlOf } from '../postgres/template-database';
import { productOf } from './fill-tryton';
import { openConnector } from './open-connector';
import { login, type RpcUser } from './rpc';
import { openRpcGate, type RpcGate } from './rpc-gate';
import { type RunningTryton, startTryton } from './start-tryton';
import { trytonBooks } from './tryton-books';
import { inDatabase } from './tryton-database';

/** Tryton does not run a lost race again itself here: whatever goes wrong between two, the connectors see. */
let tryton: RunningTryton;
let gate: RpcGate;
let person: RpcUser;
beforeAll(async () => {
  tryton = await startTryton('at-once', { retry: 0 });
  person = await login(tryton);
  person.use({ company: 1 });
}, 120_000);
afterAll(() => tryton.stop());
beforeEach(async () => {
  gate = await openRpcGate(tryton.url);
});
afterEach(() => gate.close());

const open = () => openConnector({ ...tryton, url: gate.url });
const patternOf = (order: number) => `acme/v${order}-01/%`;
const linesOf = async (order: number) =>
  (await trytonBooks(tryton)).filter(({ orderId }) => orderId === `v${order}-01`);
const shipmentOf = async (order: number) =>
  (await person.call('stock.shipment.out.search', [['reference', 'like', patternOf(order)]], 0, 1, null)) as [
    number,
  ];

/** A person's transaction that stays open until it is told otherwise. */
async function beginning(...statement: [string, unknown[]]): Promise<Client> {
  const client = new Client({
    connectionString: databaseUrlOf(process.env.TEST_DATABASE_URL ?? '', tryton.database),
  });
  await client.connect();
  await client.query('begin');
  await client.query(...statement);
  return client;
}

const untilTrytonWaits = () =>
  until('Tryton waits for a row', () =>
    inDatabase(tryton.database, async (client) => {
      const { rowCount } = await client.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rowCount === 1;
    }),
  );

/** Delivered again as often as a worker would. */
async function untilAccepted(deliver: () => Promise<{ kind: string }>): Promise<void> {
  await until('the message is accepted', async () => (await deliver()).kind === 'accepted');
}

test('the same reservation from three processes at once is one shipment', async () => {
  const processes = [open(), open(), open()];
  const orders = [1, 2, 3];
  await Promise.all(
    orders.flatMap((order) =>
      processes.map((process) => untilAccepted(() => process.deliver(deliveryOf(3, order)))),
    ),
  );
  for (const order of orders) {
    expect(await linesOf(order)).toMatchObject([{ status: 'acknowledged', quantity: 2 }]);
  }
  expect(await assignedUnits('7')).toBe(2 * orders.length);
  for (const order of orders)
    await processes[0]?.deliver(changeTo('canceled', { version: 4, orderNumber: order }));
  expect(await assignedUnits('7')).toBe(0);
}, 60_000);

describe('a person at the same shipment between our reading and our pressing', () => {
  const write = (values: Record<string, unknown>) => async (order: number) =>
    person.call('stock.shipment.out.write', await shipmentOf(order), values);
  const press =
    (...buttons: string[]) =>
    async (order: number) => {
      const ids = await shipmentOf(order);
      for (const button of buttons) await person.call(`stock.shipment.out.${button}`, ids);
    };
  const date = { __class__: 'date', year: 2031, month: 1, day: 31 };

  test.each([
    ['gives it a date', 11, write({ planned_date: date }), 'confirmed', 'ConcurrencyException'],
    ['assigns it', 12, press('wait', 'assign_try'), 'acknowledged', 'ConcurrencyException'],
    ['deletes it', 13, press('delete'), 'confirmed', 'not allowed to read records'],
  ])('%s: it is read again, and nothing of theirs is undone', async (_what, order, act, status, error) => {
    const connector = open();
    await connector.deliver(deliveryOf(1, order));
    gate.before(/shipment\.out\.wait$/, () => act(order));
    expect(await connector.deliver(deliveryOf(2, order))).toMatchObject({ kind: 'accepted' });
    expect(await linesOf(order)).toMatchObject([{ status }]);
    expect(gate.errors.join()).toContain(error);
    await connector.deliver(changeTo('canceled', { version: 3, orderNumber: order }));
  });

  test('cancels it: a person is asked', async () => {
    const connector = open();
    await connector.deliver(deliveryOf(1, 14));
    gate.before(/shipment\.out\.wait$/, () => press('cancel')(14));
    expect(await connector.deliver(deliveryOf(2, 14))).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/was cancelled in the ERP/),
    });
    // A button in a wrong state does not even compare what we had read.
    expect(gate.errors).toEqual([]);
  });

  test('has begun to change it and ends while we wait: seen, and run again', async () => {
    const connector = open();
    await connector.deliver(deliveryOf(1, 15));
    const change = `update stock_shipment_out set planned_date = '2031-01-31', write_date = now() where reference like $1`;
    const theirs = await beginning(change, [patternOf(15)]);
    const ours = connector.deliver(deliveryOf(2, 15));
    await untilTrytonWaits();
    await theirs.query('commit');
    await theirs.end();
    expect(await ours).toMatchObject({ kind: 'accepted' });
    expect(gate.errors.join()).toContain('could not serialize access');
    expect(await linesOf(15)).toMatchObject([{ status: 'confirmed' }]);
  });
});

describe('stock that is short', () => {
  const UNITS = 7;
  const ORDERS = [21, 22, 23, 24, 25];
  /** Two of these fit, and a third would take what is left if it were not freed. */
  const rare = (status: ReservationStatus, version: number, orderNumber: number): Delivery => {
    const delivery = changeTo(status, { version, orderNumber, quantity: 3 });
    return { ...delivery, skuId: anId('rare'), data: { ...delivery.data, skuId: 'rare' } };
  };

  test('is never assigned twice, however many want it at once, and what fits is assigned', async () => {
    await stockUp('rare', UNITS);
    const processes = [open(), open(), open()];
    const tell = async (order: number, delivery: Delivery) => {
      const outcome = await processes[order % processes.length]?.deliver(delivery);
      return outcome?.kind === 'retry' ? outcome.message : (outcome?.kind ?? '');
    };
    const confirmed = await Promise.all(ORDERS.map((order) => tell(order, rare('confirmed', 1, order))));
    expect(confirmed).toEqual(ORDERS.map(() => 'accepted'));
    await until(
      'all were told where they are',
      async () => {
        const said = await Promise.all(ORDERS.map((order) => tell(order, rare('acknowledged', 2, order))));
        expect(await assignedUnits('rare')).toBeLessThanOrEqual(UNITS);
        const short = said.filter((words) => /too little stock/.test(words));
        return short.length === 3 && said.filter((words) => words === 'accepted').length === 2;
      },
      90_000,
    );
    // Whoever got too little has let go of it again.
    expect(await assignedUnits('rare')).toBe(6);
    const booked = (await trytonBooks(tryton)).filter(({ skuId }) => skuId === 'rare');
    expect(booked.map(({ status }) => status).sort()).toEqual([
      'acknowledged',
      'acknowledged',
      'confirmed',
      'confirmed',
      'confirmed',
    ]);
  }, 120_000);

  test('a lock on it that stays: soon again, and nothing is changed until then', async () => {
    const connector = open();
    await connector.deliver(deliveryOf(2, 40));
    const theirs = await beginning(
      'select from stock_move where product = (select id from product_product where code = $1) for update',
      ['7'],
    );
    expect(await connector.deliver(deliveryOf(3, 40))).toMatchObject({
      kind: 'retry',
      retryAfterMs: 2_000,
      message: expect.stringMatching(/Somebody else/),
    });
    expect(gate.errors.length).toBeGreaterThan(1);
    expect(gate.errors.every((error) => error.includes('could not obtain lock on row'))).toBe(true);
    expect(await linesOf(40)).toMatchObject([{ status: 'confirmed' }]);
    await theirs.query('rollback');
    await theirs.end();
    expect(await connector.deliver(deliveryOf(3, 40))).toMatchObject({ kind: 'accepted' });
    expect(await linesOf(40)).toMatchObject([{ status: 'acknowledged' }]);
  });
});

test('Tryton is killed in the middle of a step: nothing of the step is there, and it is done again', async () => {
  const connector = open();
  await connector.deliver(deliveryOf(1, 50));
  const theirs = await beginning('select from stock_shipment_out where reference like $1 for update', [
    patternOf(50),
  ]);
  const ours = connector.deliver(deliveryOf(2, 50));
  await untilTrytonWaits();
  await tryton.kill();
  expect(await ours).toMatchObject({ kind: 'retry' });
  await theirs.query('rollback');
  await theirs.end();
  await tryton.start();
  expect(await linesOf(50)).toMatchObject([{ status: 'authorized' }]);
  expect(await connector.deliver(deliveryOf(2, 50))).toMatchObject({ kind: 'accepted' });
  expect(await linesOf(50)).toMatchObject([{ status: 'confirmed' }]);
}, 120_000);

test('the database goes away under Tryton and comes back: no message is lost, none is parked', async () => {
  const connector = open();
  await connector.deliver(deliveryOf(1, 60));
  await inDatabase(tryton.database, (client) =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    ),
  );
  const kinds: string[] = [];
  await untilAccepted(async () => {
    const outcome = await connector.deliver(deliveryOf(2, 60));
    kinds.push(outcome.kind);
    return outcome;
  });
  expect(kinds).not.toContain('refused');
  // Each of Tryton's processes notices only when it is asked: whoever looks on may be answered with an error too.
  const lines = await until('the books can be read', () => linesOf(60).catch(() => null));
  expect(lines).toMatchObject([{ status: 'confirmed' }]);
}, 60_000);

/** Units that shipments hold in storage. */
function assignedUnits(code: string): Promise<number> {
  return inDatabase(tryton.database, async (client) => {
    const { rows } = await client.query<{ units: number }>(
      `select coalesce(sum(quantity), 0)::int as units from stock_move
       where state = 'assigned' and product = (select id from product_product where code = $1)
       and from_location = (select id from stock_location where code = 'STO')`,
      [code],
    );
    return rows[0]?.units ?? -1;
  });
}

async function stockUp(code: string, quantity: number): Promise<void> {
  await person.call('product.template.create', [productOf(code)]);
  const [product] = (await person.call('product.product.search', [['code', '=', code]], 0, 1, null)) as [
    number,
  ];
  const [location] = (await person.call('stock.location.search', [['code', '=', 'STO']], 0, 1, null)) as [
    number,
  ];
  const lines = [['create', [{ product, quantity }]]];
  const inventory = await person.call('stock.inventory.create', [{ location, lines }]);
  await person.call('stock.inventory.confirm', inventory);
}
