import { instantOfMs } from '@holdfast/node/core/instant';
import { World } from './world';

test('a line that was added without a lock leaves the total once, however often it is heard of', async () => {
  const world = new World();
  world.model.sell('A-1', 2);
  const order = world.model.orders.get('A-1');
  const [line] = order?.lines ?? [];
  if (order === undefined || line === undefined) throw new Error('no order');
  order.lines.push({
    ...line,
    index: 1,
    uniqueId: 'A-1-2',
    quantity: 1,
    lockId: null,
    allocations: [{ warehouseId: 'main', quantity: 1, kitParts: [] }],
  });
  world.model.invoice('A-1');
  world.event('A-1', 'A-1');
  await world.run();
  expect(world.model.total).toBe(97);
  world.event('A-1');
  await world.run();
  expect(world.model.total).toBe(97);
});

test('what left of a SKU that VTEX keeps no stock of is told to a person', async () => {
  const world = new World();
  world.model.sell('A-1', 2);
  await world.look('A-1');
  world.model.invoice('A-1');
  world.model.api.getBalance = async () => ({
    ok: true,
    value: null,
    date: instantOfMs(world.model.nowMs),
  });
  await world.look('A-1');
  await world.plan();
  expect(world.current?.gate).toMatchObject({
    kind: 'attention',
    attentions: [{ reason: 'no-stock', orderId: 'A-1' }],
  });
});

test('an order that blocks is read again when it was not heard of for five minutes, and not before', async () => {
  const world = new World();
  world.model.sell('A-1', 1);
  world.model.sell('B-2', 1);
  world.model.invoice('B-2');
  await world.look('A-1');
  await world.look('B-2');
  await world.plan();
  expect(world.current?.gate).toMatchObject({ kind: 'hold', blockedBy: { orderId: 'A-1' } });
  expect(world.model.calledTimes('getOrder')).toBe(2);
  world.model.pass(5 * 60_000);
  world.model.invoice('A-1');
  await world.plan();
  expect(world.model.calledTimes('getOrder')).toBe(3);
  expect(world.model.total).toBe(98);
});
