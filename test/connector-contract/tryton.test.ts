import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectorUnderTest, describeConnector } from './connector-contract';
import { deliveryOf } from './deliveries';
import { bookedIn } from './fake-tryton/books';
import { type FakeTryton, startFakeTryton } from './fake-tryton/start-fake-tryton';
import { AT } from './fake-tryton/stock';
import { connectorOf, screenOf, UNITS } from './fake-tryton/use-fake-tryton';

describeConnector(
  'tryton, a strict fake',
  async (): Promise<ConnectorUnderTest> => {
    const fake = await startFakeTryton();
    fake.addProduct('MUG-1', UNITS);
    let stop: () => void = () => undefined;
    let laterMs = 0;
    return {
      connector: connectorOf(fake, {}, () => Date.now() + laterMs),
      async appear(skuId) {
        fake.addProduct(skuId, UNITS);
        laterMs += 60_000;
      },
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
  { onHand: UNITS, tellsMissing: true },
);

describe('tryton', () => {
  let fake: FakeTryton;
  beforeEach(async () => {
    fake = await startFakeTryton();
    fake.addProduct('MUG-1', UNITS);
  });
  afterEach(() => fake.close());
  const { byHand, shipment, states, stored } = screenOf(() => fake);

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

    test('six wrong passwords shut out the right one too', async () => {
      let nowMs = 0;
      const wrong = connectorOf(fake, { password: 'wrong' }, () => nowMs);
      for (let tries = 0; tries < 6; tries += 1) {
        expect(await wrong.deliver(deliveryOf(1))).toMatchObject({
          message: expect.stringMatching(/refused the login/),
        });
        nowMs += 600_000;
      }
      expect(await connectorOf(fake).deliver(deliveryOf(1))).toMatchObject({
        kind: 'retry',
        message: expect.stringMatching(/429/),
      });
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

    test('a shipment that a person deleted between reading and pressing is made anew', async () => {
      const connector = connectorOf(fake);
      await connector.deliver(deliveryOf(1));
      fake.before(/shipment.out.wait$/, () => byHand('delete'));
      expect(await connector.deliver(deliveryOf(2))).toMatchObject({ kind: 'accepted' });
      expect(states()).toEqual(['confirmed']);
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
