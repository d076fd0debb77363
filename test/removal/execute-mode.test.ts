import { anId } from '../builders/an-id';
import { hotShirt, World } from './world';

describe('execute mode', () => {
  test('invoices that arrive together share one update, which keeps the open order', async () => {
    const world = hotShirt();
    await world.run();
    const { shop } = world;
    expect(shop.updates).toHaveLength(1);
    expect(shop.total).toBe(97);
    expect(shop.leadTime).toBe('2.00:00:00');
    expect(shop.isListed('C-3')).toBe(true);
    expect(shop.reserved()).toBe(3);
    expect(shop.available()).toBe(shop.unpromised());
    expect(world.reservation('A-1').status).toBe('removed');
    expect(world.reservation('C-3').status).toBe('acknowledged');
    expect(world.statusesTold('A-1')).toEqual(['invoiced', 'removed']);
    expect(world.store.tables.trust).toBe('proven');
    expect(world.current).toMatchObject({
      state: 'executed',
      result: { kind: 'proven', removedQuantity: 3 },
    });
    const [reconciled] = world.told('holdfast.stock.reconciled');
    expect(reconciled?.data).toMatchObject({
      totalQuantity: 97,
      reservedQuantity: 3,
      availableQuantity: 94,
      removedQuantity: 3,
      orders: ['A-1', 'B-2'],
      byStatus: { acknowledged: 3 },
    });
  });

  test.each([
    [10_000, [97]],
    [0, [98, 97]],
  ])(
    'with a gather window of %i ms, an invoice five seconds later makes the totals %j',
    async (gatherWindowMs, totals) => {
      const world = new World({ gatherWindowMs });
      world.shop.sell('A-1', 2);
      world.shop.sell('B-2', 1);
      world.event('A-1', 'B-2');
      await world.run();
      world.shop.invoice('A-1');
      await world.look('A-1');
      world.shop.pass(5_000);
      world.shop.invoice('B-2');
      world.event('B-2');
      await world.run();
      expect(world.shop.updates.map((one) => one.quantity)).toEqual(totals);
    },
  );

  test('costs one plan, one update and one read-back in steady state', async () => {
    const world = hotShirt();
    await world.run();
    const { shop } = world;
    expect(shop.calledTimes('getOrder')).toBe(3);
    expect(shop.calledTimes('getBalance')).toBe(2);
    expect(shop.calledTimes('listReservations')).toBe(2);
    expect(shop.calledTimes('getReservation')).toBe(0);
  });

  test('every event twice, and in any order, is the same as once', async () => {
    const once = hotShirt();
    await once.run();
    const twice = hotShirt();
    twice.event('C-3', 'B-2', 'A-1', 'A-1');
    await twice.run();
    twice.event('B-2', 'A-1', 'C-3');
    await twice.run();
    expect(twice.shop.updates).toHaveLength(1);
    expect(twice.books()).toEqual(once.books());
  });

  test('at once: of several workers on one position one writes, the others come back', async () => {
    const world = hotShirt();
    for (const orderId of ['A-1', 'B-2', 'C-3']) await world.drainOne(orderId);
    const outcomes = await Promise.all([world.plan(), world.plan(), world.plan()]);
    expect(outcomes.map((one) => one.kind).sort()).toEqual(['again', 'again', 'done']);
    await world.run();
    expect(world.shop.updates).toHaveLength(1);
    expect(world.shop.total).toBe(97);
  });

  test('the position is held from the plan to the proof', async () => {
    const world = hotShirt();
    for (const orderId of ['A-1', 'B-2', 'C-3']) await world.drainOne(orderId);
    const others: Promise<{ kind: string }>[] = [];
    const another = () => {
      if (others.length < 5) others.push(world.plan());
    };
    world.shop.meanwhile('after', '*', another, {});
    world.shop.meanwhile('before', 'putInventory', another, {});
    await world.plan();
    expect((await Promise.all(others)).map((one) => one.kind)).toEqual(Array(5).fill('again'));
    const once = ['getBalance', 'listReservations', 'putInventory', 'getBalance', 'listReservations'];
    expect(world.shop.calls.filter((name) => name !== 'getOrder')).toEqual(once);
    expect(world.shop.updates).toHaveLength(1);
  });

  test('an open order handled first holds everything, and says which', async () => {
    const world = new World();
    world.shop.sell('A-1');
    world.shop.sell('B-2');
    world.shop.invoice('B-2');
    world.event('A-1', 'B-2');
    await world.run();
    expect(world.shop.updates).toHaveLength(0);
    expect(world.current).toMatchObject({
      state: 'held',
      gate: { kind: 'hold', reason: 'open-order', blockedBy: { orderId: 'A-1' } },
    });
    const held = world.store.tables.log.filter((entry) => entry.kind === 'plan');
    expect(held).toHaveLength(1);
  });

  test('a blocker whose invoice was never told is read again and released', async () => {
    const world = new World();
    world.shop.sell('A-1');
    world.shop.sell('B-2');
    world.event('A-1', 'B-2');
    await world.run();
    world.shop.pass(10 * 60_000);
    world.shop.invoice('A-1');
    world.shop.invoice('B-2');
    world.event('B-2');
    await world.run();
    expect(world.shop.total).toBe(98);
    expect(world.reservation('A-1').status).toBe('removed');
    expect(world.statusesTold('A-1')).toEqual(['acknowledged', 'invoiced', 'removed']);
  });

  test('orders from before Holdfast are found by their lock and known afterwards', async () => {
    const world = new World();
    world.shop.sell('old-1', 2);
    world.shop.invoice('old-1');
    world.shop.sell('B-2');
    world.shop.invoice('B-2');
    world.event('B-2');
    await world.run();
    expect(world.shop.total).toBe(97);
    expect(world.reservation('old-1').status).toBe('removed');
    expect(world.statusesTold('old-1')).toEqual(['invoiced', 'removed']);
  });

  test('handled a moment ago: planned again by itself once the watermark has room', async () => {
    const world = new World({ gatherWindowMs: 0 });
    world.shop.place('A-1');
    world.shop.handle('A-1');
    world.shop.invoice('A-1');
    world.event('A-1');
    await world.drain();
    expect(world.outcomes.some((one) => one.kind === 'again')).toBe(true);
    expect(world.shop.total).toBe(99);
    expect(world.reservation('A-1').status).toBe('removed');
  });

  test('an order canceled while acknowledged comes back on sale', async () => {
    const world = new World();
    world.shop.sell('A-1', 4);
    world.event('A-1');
    await world.run();
    world.shop.cancel('A-1');
    world.event('A-1');
    await world.run();
    expect(world.shop.total).toBe(100);
    expect(world.shop.available()).toBe(100);
    expect(world.reservation('A-1').status).toBe('canceled');
    expect(await world.store.positionsToPlan(world.shop.nowMs + 1e9, 10)).toEqual([]);
  });

  test('settled and gone by an update that was not ours: nothing is sent, and nothing waits for ever', async () => {
    const world = hotShirt();
    world.shop.write(90, world.shop.acknowledgedAt('B-2'));
    await world.run();
    expect(world.shop.updates).toHaveLength(0);
    expect(world.shop.total).toBe(90);
    expect(world.reservation('A-1').status).toBe('removed');
    expect(await world.store.positionsToPlan(world.shop.nowMs + 1e9, 10)).toEqual([]);
  });

  test('an id that is no order, and an order nobody may read', async () => {
    const world = new World();
    world.event('nonsense');
    await world.run();
    expect(world.parked).toEqual([]);
    world.shop.fail('getOrder', 'forbidden', {});
    world.event('A-1');
    await world.run();
    expect(world.parked).toEqual([expect.stringContaining('View order')]);
  });

  test('a read older than what is recorded changes nothing', async () => {
    const world = new World();
    world.shop.sell('A-1');
    const before = await world.shop.readRaw('A-1');
    world.shop.invoice('A-1');
    world.event('A-1');
    await world.run();
    world.shop.model.tellOrder('A-1', { fields: before });
    world.event('A-1');
    await world.run();
    expect(world.reservation('A-1').status).toBe('removed');
    expect((await world.store.knownOrder(anId('A-1')))?.order.status).toBe('invoiced');
  });
});
