import { failure } from './vtex-model';
import { World } from './world';

/** A and B are invoiced, C (handled between them and now) is open. */
function hotShirt(world = new World()): World {
  const { model } = world;
  model.sell('A-1', 2);
  model.sell('B-2', 1);
  model.sell('C-3', 3);
  model.invoice('A-1');
  model.invoice('B-2');
  world.event('A-1', 'B-2', 'C-3');
  return world;
}

describe('execute mode', () => {
  test('invoices that arrive together share one update, which keeps the open order', async () => {
    const world = hotShirt();
    await world.run();
    const { model } = world;
    expect(model.updates).toHaveLength(1);
    expect(model.total).toBe(97);
    expect(model.leadTime).toBe('2.00:00:00');
    expect(model.isListed('C-3')).toBe(true);
    expect(model.reserved()).toBe(3);
    expect(model.available()).toBe(model.unpromised());
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
      world.model.sell('A-1', 2);
      world.model.sell('B-2', 1);
      world.event('A-1', 'B-2');
      await world.run();
      world.model.invoice('A-1');
      await world.look('A-1');
      world.model.pass(5_000);
      world.model.invoice('B-2');
      world.event('B-2');
      await world.run();
      expect(world.model.updates.map((one) => one.quantity)).toEqual(totals);
    },
  );

  test('costs one plan, one update and one read-back in steady state', async () => {
    const world = hotShirt();
    await world.run();
    const { model } = world;
    expect(model.calledTimes('getOrder')).toBe(3);
    expect(model.calledTimes('getBalance')).toBe(2);
    expect(model.calledTimes('listReservations')).toBe(2);
    expect(model.calledTimes('getReservation')).toBe(0);
  });

  test('every event twice, and in any order, is the same as once', async () => {
    const once = hotShirt();
    await once.run();
    const twice = hotShirt();
    twice.event('C-3', 'B-2', 'A-1', 'A-1');
    await twice.run();
    twice.event('B-2', 'A-1', 'C-3');
    await twice.run();
    expect(twice.model.updates).toHaveLength(1);
    expect(twice.books()).toEqual(once.books());
  });

  test('at once: of several workers on one position one writes, the others come back', async () => {
    const world = hotShirt();
    for (const orderId of ['A-1', 'B-2', 'C-3']) await world.drainOne(orderId);
    const outcomes = await Promise.all([world.plan(), world.plan(), world.plan()]);
    expect(outcomes.map((one) => one.kind).sort()).toEqual(['again', 'again', 'done']);
    await world.run();
    expect(world.model.updates).toHaveLength(1);
    expect(world.model.total).toBe(97);
  });

  test('the position is held from the plan to the proof', async () => {
    const world = hotShirt();
    for (const orderId of ['A-1', 'B-2', 'C-3']) await world.drainOne(orderId);
    const others: Promise<{ kind: string }>[] = [];
    world.model.fault = (name) => ({
      when: name === 'updateInventory' ? 'before' : 'after',
      failure: null,
      also: () => {
        if (others.length < 5) others.push(world.plan());
      },
    });
    await world.plan();
    expect((await Promise.all(others)).map((one) => one.kind)).toEqual(Array(5).fill('again'));
    const once = ['getBalance', 'listReservations', 'updateInventory', 'getBalance', 'listReservations'];
    expect(world.model.calls.filter((name) => name !== 'getOrder')).toEqual(once);
    expect(world.model.updates).toHaveLength(1);
  });

  test('an open order handled first holds everything, and says which', async () => {
    const world = new World();
    world.model.sell('A-1');
    world.model.sell('B-2');
    world.model.invoice('B-2');
    world.event('A-1', 'B-2');
    await world.run();
    expect(world.model.updates).toHaveLength(0);
    expect(world.current).toMatchObject({
      state: 'held',
      gate: { kind: 'hold', reason: 'open-order', blockedBy: { orderId: 'A-1' } },
    });
    const held = world.store.tables.log.filter((entry) => entry.kind === 'plan');
    expect(held).toHaveLength(1);
  });

  test('a blocker whose invoice was never told is read again and released', async () => {
    const world = new World();
    world.model.sell('A-1');
    world.model.sell('B-2');
    world.event('A-1', 'B-2');
    await world.run();
    world.model.pass(10 * 60_000);
    world.model.invoice('A-1');
    world.model.invoice('B-2');
    world.event('B-2');
    await world.run();
    expect(world.model.total).toBe(98);
    expect(world.reservation('A-1').status).toBe('removed');
    expect(world.statusesTold('A-1')).toEqual(['acknowledged', 'invoiced', 'removed']);
  });

  test('orders from before Holdfast are found by their lock and known afterwards', async () => {
    const world = new World();
    world.model.sell('old-1', 2);
    world.model.invoice('old-1');
    world.model.sell('B-2');
    world.model.invoice('B-2');
    world.event('B-2');
    await world.run();
    expect(world.model.total).toBe(97);
    expect(world.reservation('old-1').status).toBe('removed');
    expect(world.statusesTold('old-1')).toEqual(['invoiced', 'removed']);
  });

  test('handled a moment ago: planned again by itself once the watermark has room', async () => {
    const world = new World({ gatherWindowMs: 0 });
    world.model.place('A-1');
    world.model.handle('A-1');
    world.model.invoice('A-1');
    world.event('A-1');
    await world.drain();
    expect(world.outcomes.some((one) => one.kind === 'again')).toBe(true);
    expect(world.model.total).toBe(99);
    expect(world.reservation('A-1').status).toBe('removed');
  });

  test('an order canceled while acknowledged comes back on sale', async () => {
    const world = new World();
    world.model.sell('A-1', 4);
    world.event('A-1');
    await world.run();
    world.model.cancel('A-1');
    world.event('A-1');
    await world.run();
    expect(world.model.total).toBe(100);
    expect(world.model.available()).toBe(100);
    expect(world.reservation('A-1').status).toBe('canceled');
    expect(await world.store.positionsToPlan(world.model.nowMs + 1e9, 10)).toEqual([]);
  });

  test('settled and gone by an update that was not ours: nothing is sent, and nothing waits for ever', async () => {
    const world = hotShirt();
    world.model.apply({
      quantity: 90,
      dateUtcOnBalanceSystem: world.model.reservationOf('B-2').acknowledgedAt ?? fail(),
      leadTime: '0',
    });
    world.model.updates.length = 0;
    await world.run();
    expect(world.model.updates).toHaveLength(0);
    expect(world.model.total).toBe(90);
    expect(world.reservation('A-1').status).toBe('removed');
    expect(await world.store.positionsToPlan(world.model.nowMs + 1e9, 10)).toEqual([]);
  });

  test('an id that is no order, and an order nobody may read', async () => {
    const world = new World();
    world.event('nonsense');
    await world.run();
    expect(world.parked).toEqual([]);
    world.model.fault = () => ({
      when: 'before',
      failure: failure('forbidden', {
        endpoint: 'GET /api/oms/pvt/orders/{orderId}',
        missingResource: 'View order',
      }),
    });
    world.event('A-1');
    await world.run();
    expect(world.parked).toEqual([expect.stringContaining('View order')]);
  });

  test('a read older than what is recorded changes nothing', async () => {
    const world = new World();
    world.model.sell('A-1');
    const before = structuredClone(world.model.orders.get('A-1'));
    world.model.invoice('A-1');
    world.event('A-1');
    await world.run();
    if (before !== undefined) world.model.orders.set('A-1', before);
    world.event('A-1');
    await world.run();
    expect(world.reservation('A-1').status).toBe('removed');
    expect((await world.store.knownOrder('A-1'))?.order.status).toBe('invoiced');
  });
});

function fail(): never {
  throw new Error('expected a value');
}
