import { setTimeout as sleep } from 'node:timers/promises';
import type { TrytonSettings } from '@holdfast/node/clients/erp/tryton/settings';
import { createTrytonConnector } from '@holdfast/node/clients/erp/tryton/tryton-connector';
import { createAxiosRpc } from '@holdfast/server/erp-http/axios-rpc';
import { type ConnectorUnderTest, describeConnector } from './connector-contract';
import { changeTo, deliveryOf, reconciledTo } from './deliveries';
import { bookedIn } from './fake-tryton/books';
import { type FakeTryton, startFakeTryton } from './fake-tryton/start-fake-tryton';
import { AT, unitsIn } from './fake-tryton/stock';

const UNITS = 100;
const SETTINGS: Omit<TrytonSettings, 'url'> = {
  database: 'erp',
  user: 'holdfast',
  password: 'right',
  warehouses: { w1: 'WH' },
  skus: { '7': 'MUG-1' },
  customer: 'VTEX',
  company: null,
  stockWrite: false,
  timeoutMs: 1_000,
};

function connectorOf(fake: FakeTryton, settings: Partial<TrytonSettings> = {}, now = Date.now) {
  const outside = {
    http: createAxiosRpc(),
    now,
    random: () => 0,
    pause: (ms: number) => sleep(Math.min(ms, 1)),
  };
  return createTrytonConnector({ ...SETTINGS, url: fake.url, ...settings }, outside);
}

describeConnector(
  'tryton, a strict fake',
  async (): Promise<ConnectorUnderTest> => {
    const fake = await startFakeTryton();
    fake.addProduct('MUG-1', UNITS);
    let stop: () => void = () => undefined;
    return {
      connector: connectorOf(fake),
      async behave(behaviour) {
        stop();
        const always = (fault: Parameters<FakeTryton['next']>[1], method = /./) => {
          stop = fake.next(method, fault, Number.POSITIVE_INFINITY);
        };
        if (behaviour === 'busy') always({ kind: 'status', status: 503 });
        if (behaviour === 'away') always({ kind: 'away' });
        if (behaviour === 'reject') {
          always({ kind: 'error', error: ['UserError', ['The books are closed.', '', null]] }, /\.create$/);
        }
      },
      booked: async () => bookedIn(fake),
      close: () => fake.close(),
    };
  },
  { onHand: UNITS },
);

describe('tryton', () => {
  let fake: FakeTryton;
  beforeEach(async () => {
    fake = await startFakeTryton();
    fake.addProduct('MUG-1', UNITS);
  });
  afterEach(() => fake.close());

  const states = () => bookedIn(fake).map(({ status }) => status);
  const stored = (place: number) => unitsIn(fake.tables, fake.tables.of('product.product')[0]?.id, [place]);
  const shipment = () => {
    const [first] = fake.tables.of('stock.shipment.out');
    if (!first) throw new Error('there is no shipment');
    return first;
  };
  /** As a person at Tryton's screen. */
  const byHand = (button: string) =>
    fake.call(1, `stock.shipment.out.${button}`, [[shipment().id]], { company: 1 });

  describe('the session', () => {
    test('is one for all deliveries, however many begin at once', async () => {
      const connector = connectorOf(fake);
      const orders = [1, 2, 3, 4, 5];
      await Promise.all(orders.map((order) => connector.deliver(deliveryOf(1, order))));
      expect(fake.calls('common.db.login')).toBe(1);
      expect(states()).toHaveLength(5);
    });

    test('that Tryton has forgotten is renewed once, and nothing is done twice', async () => {
      const connector = connectorOf(fake);
      await connector.deliver(deliveryOf(1));
      fake.forgetSessions();
      const orders = [2, 3, 4];
      const outcomes = await Promise.all(orders.map((order) => connector.deliver(deliveryOf(1, order))));
      expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
      expect(fake.calls('common.db.login')).toBe(2);
      expect(states()).toHaveLength(4);
    });

    test('a wrong password is tried once in ten minutes, so that nobody is locked out', async () => {
      let nowMs = 0;
      const connector = connectorOf(fake, { password: 'wrong' }, () => nowMs);
      for (let order = 1; order < 12; order += 1) {
        expect(await connector.deliver(deliveryOf(1, order))).toMatchObject({
          kind: 'retry',
          retryAfterMs: 600_000,
          message: expect.stringMatching(/ERP_PASSWORD/),
        });
      }
      expect(fake.calls('common.db.login')).toBe(1);
      expect(await connector.checkHealth()).toMatchObject({
        healthy: false,
        reason: expect.stringMatching(/login/),
      });
      nowMs = 600_001;
      fake.password = 'wrong';
      expect(await connector.deliver(deliveryOf(1))).toMatchObject({ kind: 'accepted' });
    });

    test('a lock-out (429) is waited for', async () => {
      fake.next(/login/, { kind: 'status', status: 429 });
      const connector = connectorOf(fake);
      expect(await connector.deliver(deliveryOf(1))).toMatchObject({ kind: 'retry', retryAfterMs: 600_000 });
      expect(await connector.deliver(deliveryOf(1))).toMatchObject({ kind: 'retry' });
      expect(fake.calls('common.db.login')).toBe(1);
    });

    test('a server that is down is no reason to wait', async () => {
      fake.next(/login/, { kind: 'away' });
      const connector = connectorOf(fake);
      expect(await connector.deliver(deliveryOf(1))).toMatchObject({ kind: 'retry', retryAfterMs: null });
      expect(await connector.deliver(deliveryOf(1))).toMatchObject({ kind: 'accepted' });
    });
  });

  describe('an answer that is lost', () => {
    test.each(['create', 'wait', 'assign_try', 'pick', 'pack', 'done'])(
      'to %s: the next attempt finds what was done',
      async (button) => {
        fake.next(new RegExp(`shipment.out.${button}$`), { kind: 'deaf' });
        const connector = connectorOf(fake);
        const delivery = deliveryOf(4);
        expect(await connector.deliver(delivery)).toMatchObject({
          kind: 'retry',
          message: expect.stringMatching(/answer/),
        });
        expect(await connector.deliver(delivery)).toMatchObject({ kind: 'accepted' });
        expect(states()).toEqual(['invoiced']);
        expect(fake.tables.of('stock.shipment.out')).toHaveLength(1);
        expect(stored(AT.storage)).toBe(UNITS - 2);
      },
    );

    test('to a request that is carried out much later: its shipment is taken away', async () => {
      let carryOut: () => void = () => undefined;
      fake.next(/shipment.out.create$/, {
        kind: 'late',
        until: new Promise((resolve) => (carryOut = resolve)),
      });
      const connector = connectorOf(fake);
      expect(await connector.deliver(deliveryOf(1))).toMatchObject({ kind: 'retry' });
      expect(await connector.deliver(deliveryOf(1))).toMatchObject({ kind: 'accepted' });
      expect(await connector.deliver(deliveryOf(2))).toMatchObject({ kind: 'accepted' });
      carryOut();
      await sleep(20);
      expect(states()).toEqual(['confirmed', 'authorized']);
      expect(await connector.deliver(deliveryOf(3))).toMatchObject({ kind: 'accepted' });
      expect(states()).toEqual(['acknowledged']);
    });
  });

  describe('two at once', () => {
    test.each([true, false])('make one shipment (may delete: %s)', async (mayDelete) => {
      fake.mayDelete = mayDelete;
      for (let order = 1; order <= 5; order += 1) {
        const both = [connectorOf(fake), connectorOf(fake)];
        const outcomes = await Promise.all(both.map((one) => one.deliver(deliveryOf(3, order))));
        for (const [at, { kind }] of outcomes.entries()) {
          if (kind !== 'accepted') await both[at]?.deliver(deliveryOf(3, order));
        }
      }
      const open = bookedIn(fake).filter(({ status }) => status !== 'canceled');
      expect(open.map(({ status }) => status)).toEqual(Array(5).fill('acknowledged'));
    });

    test('a lost race is run again at once, and otherwise soon', async () => {
      const locked = {
        kind: 'error' as const,
        error: ['could not obtain lock on row in relation "stock_move"\n', ''],
      };
      fake.next(/assign_try/, locked, 2);
      const connector = connectorOf(fake);
      expect(await connector.deliver(deliveryOf(3))).toMatchObject({ kind: 'accepted' });
      fake.next(/pick/, locked, 9);
      expect(await connector.deliver(deliveryOf(4))).toMatchObject({ kind: 'retry', retryAfterMs: 2_000 });
    });

    test('through one connector wait for each other', async () => {
      const connector = connectorOf(fake);
      await Promise.all([1, 2, 3].map(() => connector.deliver(deliveryOf(1))));
      expect(fake.calls('model.stock.shipment.out.create')).toBe(1);
    });

    test('a message that was overtaken between reading and pressing frees no goods', async () => {
      const connector = connectorOf(fake);
      await connector.deliver(deliveryOf(1));
      fake.before(/shipment.out.wait$/, () => {
        byHand('wait');
        byHand('assign_try');
      });
      expect(await connector.deliver(deliveryOf(2))).toMatchObject({ kind: 'accepted' });
      expect(states()).toEqual(['acknowledged']);
    });

    test('a second shipment that a person made is left to a person', async () => {
      const connector = connectorOf(fake);
      await connector.deliver(deliveryOf(1));
      fake.call(1, 'stock.shipment.out.create', [[{ reference: shipment().reference }]], { company: 1 });
      expect(await connector.deliver(deliveryOf(2))).toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(/second shipment .* cancel one/),
      });
      expect(fake.tables.of('stock.shipment.out')).toHaveLength(2);
    });
  });

  describe('too little stock', () => {
    test('is told, holds nothing back from others, and goes through when goods come', async () => {
      const connector = connectorOf(fake);
      const big = changeTo('acknowledged', { version: 1, orderNumber: 1, quantity: UNITS + 5 });
      expect(await connector.deliver(big)).toMatchObject({
        kind: 'retry',
        message: expect.stringMatching(/too little stock/),
      });
      const small = changeTo('acknowledged', { version: 1, orderNumber: 2, quantity: UNITS });
      expect(await connector.deliver(small)).toMatchObject({ kind: 'accepted' });
      const product = fake.tables.of('product.product')[0]?.id;
      const goods = {
        product,
        quantity: 5 + UNITS,
        from_location: AT.lost,
        to_location: AT.storage,
        state: 'done',
      };
      fake.tables.add('stock.move', goods);
      expect(await connector.deliver(big)).toMatchObject({ kind: 'accepted' });
      expect(states()).toEqual(['acknowledged', 'acknowledged']);
    });
  });

  describe('a warning', () => {
    test('is answered, and told', async () => {
      const warning = {
        kind: 'error' as const,
        error: ['UserWarning', ['abc.done', 'Moves have no origin.', '']],
      };
      fake.next(/shipment.out.done$/, warning);
      expect(await connectorOf(fake).deliver(deliveryOf(4))).toMatchObject({
        kind: 'accepted',
        note: expect.stringMatching(/no origin/),
      });
      expect(fake.tables.of('res.user.warning')).toMatchObject([
        { name: 'abc.done', user: 2, always: false },
      ]);
      expect(states()).toEqual(['invoiced']);
    });

    test('that comes back forever is a person’s', async () => {
      const warning = { kind: 'error' as const, error: ['UserWarning', ['abc', 'Sure?', '']] };
      fake.next(/shipment.out.wait$/, warning, 99);
      expect(await connectorOf(fake).deliver(deliveryOf(2))).toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(/Sure\?/),
      });
      expect(fake.tables.of('res.user.warning')).toHaveLength(3);
    });
  });

  describe('people in Tryton', () => {
    test('who picked: the goods are on hand until they are sent', async () => {
      const connector = connectorOf(fake);
      await connector.deliver(deliveryOf(3));
      byHand('pick');
      const read = () => connector.readStock?.([{ skuId: '7', warehouseId: 'w1' }]);
      expect(await read()).toMatchObject({ stock: [{ onHand: UNITS }] });
      for (const button of ['pack', 'done']) byHand(button);
      expect(await read()).toMatchObject({ stock: [{ onHand: UNITS - 2 }] });
    });

    test('who picked and packed before the order was canceled: the goods go back, once', async () => {
      const connector = connectorOf(fake);
      await connector.deliver(deliveryOf(3));
      byHand('pick');
      byHand('pack');
      expect(stored(AT.output)).toBe(2);
      fake.next(/stock.move.do$/, { kind: 'deaf' });
      const canceled = changeTo('canceled', { version: 4 });
      expect(await connector.deliver(canceled)).toMatchObject({ kind: 'retry' });
      expect(await connector.deliver(canceled)).toMatchObject({ kind: 'accepted' });
      expect(await connector.deliver(canceled)).toMatchObject({ kind: 'accepted' });
      expect([stored(AT.storage), stored(AT.output)]).toEqual([UNITS, 0]);
    });

    test('who sent the goods before the order was canceled: a customer return takes them back, once', async () => {
      const connector = connectorOf(fake);
      await connector.deliver(deliveryOf(3));
      for (const button of ['pick', 'pack', 'done']) byHand(button);
      expect(stored(AT.storage)).toBe(UNITS - 2);
      fake.next(/return.receive$/, { kind: 'deaf' });
      const canceled = changeTo('canceled', { version: 4 });
      expect(await connector.deliver(canceled)).toMatchObject({ kind: 'retry' });
      expect(await connector.deliver(canceled)).toMatchObject({
        kind: 'accepted',
        note: expect.stringMatching(/return/),
      });
      expect(await connector.deliver(canceled)).toMatchObject({ kind: 'accepted' });
      expect(stored(AT.storage)).toBe(UNITS);
      expect(fake.tables.of('stock.shipment.out.return')).toHaveLength(1);
    });

    test('who cancelled what the order still holds: said, and made anew once that shipment is gone', async () => {
      const connector = connectorOf(fake);
      await connector.deliver(deliveryOf(1));
      byHand('cancel');
      expect(await connector.deliver(deliveryOf(2))).toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(/cancelled in the ERP .* delete that shipment/),
      });
      byHand('delete');
      expect(await connector.deliver(deliveryOf(2))).toMatchObject({ kind: 'accepted' });
      expect(states()).toEqual(['confirmed']);
    });

    test('who cancelled a packed shipment and put the goods back: nothing is put back again', async () => {
      const connector = connectorOf(fake);
      await connector.deliver(deliveryOf(3));
      for (const button of ['pick', 'cancel']) byHand(button);
      await connector.deliver(changeTo('canceled', { version: 4 }));
      expect(stored(AT.output)).toBe(2);
    });

    test('who sent another quantity: said, and taken once the difference is booked', async () => {
      const connector = connectorOf(fake);
      await connector.deliver(deliveryOf(4));
      const fewer = changeTo('invoiced', { version: 5, quantity: 1 });
      expect(await connector.deliver(fewer)).toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(/return/),
      });
      const product = fake.tables.of('product.product')[0]?.id;
      const move = { product, quantity: 1, from_location: AT.customer, to_location: AT.input };
      const back = { reference: shipment().reference, incoming_moves: [['create', [move]]] };
      const [id] = fake.call(1, 'stock.shipment.out.return.create', [[back]], { company: 1 }) as number[];
      for (const button of ['receive', 'done']) {
        fake.call(1, `stock.shipment.out.return.${button}`, [[id]], { company: 1 });
      }
      expect(await connector.deliver(fewer)).toMatchObject({ kind: 'accepted' });
    });
  });

  test('an invoice after a cancellation: the goods left after all, on a shipment of their own', async () => {
    const connector = connectorOf(fake);
    await connector.deliver(deliveryOf(2));
    await connector.deliver(changeTo('canceled', { version: 3 }));
    expect(await connector.deliver(changeTo('invoiced', { version: 4 }))).toMatchObject({ kind: 'accepted' });
    expect(states()).toEqual(['canceled', 'invoiced']);
    expect(stored(AT.storage)).toBe(UNITS - 2);
  });

  describe('what Tryton does not know', () => {
    test('is said once for each SKU, and goes through when it appears', async () => {
      let nowMs = 0;
      const connector = connectorOf(fake, { skus: {} }, () => nowMs);
      for (let order = 1; order <= 20; order += 1) {
        expect(await connector.deliver(deliveryOf(1, order))).toMatchObject({
          kind: 'retry',
          message: expect.stringMatching(/no product with code "7": create it, or map SKU 7 in ERP_SKUS/),
        });
      }
      expect(fake.calls('model.product.product.search_read')).toBe(1);
      const health = await connector.checkHealth();
      if (health.healthy) throw new Error('is healthy');
      expect(health.reason.match(/no product/g)).toHaveLength(1);
      fake.addProduct('7', 10);
      nowMs = 16_000;
      expect(await connector.checkHealth()).toMatchObject({ healthy: true });
      expect(await connector.deliver(deliveryOf(1))).toMatchObject({ kind: 'accepted' });
    });

    test.each([
      ['a warehouse', { warehouses: {} }, /no warehouse with code "w1".* ERP_WAREHOUSES/],
      ['a customer', { customer: 'nobody' }, /no party with code "nobody".* ERP_CUSTOMER/],
      ['a company', { company: 'Other' }, /no company named "Other".*ERP_COMPANY/],
    ])('%s', async (_what, settings, sentence) => {
      const connector = connectorOf(fake, settings);
      expect(await connector.deliver(deliveryOf(1))).toMatchObject({
        kind: 'retry',
        message: expect.stringMatching(sentence),
      });
    });
  });

  describe('reconciled stock', () => {
    const writing = { stockWrite: true };
    const inventories = () => fake.tables.of('stock.inventory');

    test('is compared, and not written unless asked for', async () => {
      expect(await connectorOf(fake).deliver(reconciledTo(UNITS, { planId: 'p1' }))).toMatchObject({
        note: expect.stringMatching(/agree/),
      });
      expect(await connectorOf(fake).deliver(reconciledTo(90, { planId: 'p2' }))).toMatchObject({
        note: expect.stringMatching(/100 on hand, .* 90 it should be 90 \(-10\)\. Nothing was written/),
      });
      expect(inventories()).toEqual([]);
    });

    test('is written as one inventory, however often it is told', async () => {
      const connector = connectorOf(fake, writing);
      fake.next(/inventory.confirm$/, { kind: 'deaf' });
      const told = reconciledTo(90, { planId: 'p1' });
      expect(await connector.deliver(told)).toMatchObject({ kind: 'retry' });
      expect(await connector.deliver(told)).toMatchObject({ kind: 'accepted' });
      expect(await connector.deliver(told)).toMatchObject({ kind: 'accepted' });
      expect(inventories()).toMatchObject([{ number: 'holdfast-p1', state: 'done' }]);
      expect(stored(AT.storage)).toBe(90);
    });

    test('a draft left behind is thrown away, not confirmed', async () => {
      const connector = connectorOf(fake, writing);
      fake.next(/inventory.create$/, { kind: 'deaf' });
      const told = reconciledTo(90, { planId: 'p1' });
      await connector.deliver(told);
      expect(await connector.deliver(told)).toMatchObject({ kind: 'accepted' });
      expect(inventories()).toHaveLength(1);
    });

    test('what was sent and is still in VTEX’s total is no difference', async () => {
      const connector = connectorOf(fake, writing);
      await connector.deliver(deliveryOf(4));
      const told = reconciledTo(UNITS, { planId: 'p1', acknowledged: 2 });
      expect(await connector.deliver(told)).toMatchObject({
        note: expect.stringMatching(/98 on hand agree/),
      });
      expect(inventories()).toEqual([]);
    });

    test('while messages are under way nothing is written', async () => {
      const connector = connectorOf(fake, writing);
      await connector.deliver(deliveryOf(3));
      // VTEX has taken the order's units out already; here it is still to be sent.
      const told = reconciledTo(UNITS - 2, { planId: 'p1', orders: ['v1-01'] });
      expect(await connector.deliver(told)).toMatchObject({
        kind: 'retry',
        message: expect.stringMatching(/not been sent/),
      });
      // VTEX holds more than we have heard of.
      const ahead = reconciledTo(UNITS, { planId: 'p2', acknowledged: 7 });
      expect(await connector.deliver(ahead)).toMatchObject({ kind: 'retry' });
      expect(await connector.deliver({ ...ahead, attempts: 4 })).toMatchObject({
        kind: 'accepted',
        note: expect.stringMatching(/Nothing was written/),
      });
      expect(inventories()).toEqual([]);
    });

    test('goods that leave between reading and writing stop it', async () => {
      const connector = connectorOf(fake, writing);
      await connector.deliver(deliveryOf(3));
      fake.before(/inventory.write$/, () => byHand('pick'));
      const told = reconciledTo(90, { planId: 'p1', acknowledged: 2 });
      expect(await connector.deliver(told)).toMatchObject({ kind: 'accepted' });
      expect([stored(AT.storage), stored(AT.output)]).toEqual([88, 2]);
    });
  });

  test.each([
    ['a website', { kind: 'status', status: 200, body: '<html>Hello</html>' }, /check ERP_URL/],
    ['another path', { kind: 'status', status: 404 }, /check ERP_URL/],
    ['a redirect', { kind: 'status', status: 308 }, /check ERP_URL/],
    ['a Python error', { kind: 'error', error: ["'nope'", 'Traceback ...'] }, /failed: 'nope'/],
    [
      'a database that is not there',
      { kind: 'error', error: ["Database 'erp' doesn't exist!", ''] },
      /doesn't exist/,
    ],
  ] as const)('%s at ERP_URL is said', async (_what, fault, sentence) => {
    const said: unknown[] = [];
    fake.next(/search_read/, 'error' in fault ? { kind: 'error', error: [...fault.error] } : fault, 3);
    const connector = connectorOf(fake);
    said.push(await connector.deliver(deliveryOf(1)), await connector.checkHealth());
    expect(JSON.stringify(said)).toMatch(sentence);
    expect(JSON.stringify(said)).not.toMatch(/127\.0\.0\.1|right|Session/);
  });
});
