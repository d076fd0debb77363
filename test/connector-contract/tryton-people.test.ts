import { anId } from '../builders/an-id';
import { changeTo, deliveryOf } from './deliveries';
import { type FakeTryton, startFakeTryton } from './fake-tryton/start-fake-tryton';
import { AT } from './fake-tryton/stock';
import { connectorOf, screenOf, UNITS } from './fake-tryton/use-fake-tryton';

describe('tryton, and the people who use it', () => {
  let fake: FakeTryton;
  beforeEach(async () => {
    fake = await startFakeTryton();
    fake.addProduct('MUG-1', UNITS);
  });
  afterEach(() => fake.close());
  const { byHand, shipment, states, stored } = screenOf(() => fake);

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

    test('about a date in the future is not: the goods would stay on hand until then', async () => {
      const warning = {
        kind: 'error' as const,
        error: ['UserWarning', ['abc.effective_date_future', 'The moves have dates in the future.', '']],
      };
      fake.next(/shipment.out.pick$/, warning);
      const connector = connectorOf(fake);
      expect(await connector.deliver(deliveryOf(4))).toMatchObject({
        kind: 'retry',
        message: expect.stringMatching(/take that date off .* have dates in the future/),
      });
      expect(fake.tables.of('res.user.warning')).toEqual([]);
      expect(states()).toEqual(['acknowledged']);
      expect(await connector.deliver(deliveryOf(4))).toMatchObject({ kind: 'accepted' });
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
      const read = () => connector.readStock?.([{ skuId: anId('7'), warehouseId: anId('w1') }]);
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
});
