import { deliveryOf, reconciledTo } from './deliveries';
import { type FakeTryton, startFakeTryton } from './fake-tryton/start-fake-tryton';
import { AT } from './fake-tryton/stock';
import { connectorOf, screenOf, UNITS } from './fake-tryton/use-fake-tryton';

describe('tryton, reconciled stock', () => {
  let fake: FakeTryton;
  beforeEach(async () => {
    fake = await startFakeTryton();
    fake.addProduct('MUG-1', UNITS);
  });
  afterEach(() => fake.close());
  const { byHand, stored } = screenOf(() => fake);

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
});
