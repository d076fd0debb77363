import { instantOfMs } from '@holdfast/node/core/instant';
import { anId } from '../builders/an-id';
import { SHIRT } from './shop';
import { World } from './world';

test('a line that was added without a lock leaves the total once, however often it is heard of', async () => {
  const world = new World();
  const { shop } = world;
  const other = { skuId: anId('99'), warehouseId: anId('main') };
  shop.model.stock({ ...other, quantity: 10 });
  shop.place('A-1', 2, other);
  shop.handle('A-1');
  shop.model.addLine('A-1', { ...SHIRT, quantity: 1, reservationFollows: false });
  shop.invoice('A-1');
  world.event('A-1', 'A-1');
  await world.run();
  expect(shop.total).toBe(99);
  const reconciled = world.told('holdfast.stock.reconciled').filter(({ skuId }) => skuId === SHIRT.skuId);
  expect(reconciled.map(({ data }) => data.removedQuantity)).toEqual([1]);
  world.event('A-1');
  await world.run();
  expect(shop.total).toBe(99);
});

test('what left of a SKU that VTEX keeps no stock of is told to a person', async () => {
  const world = new World();
  world.shop.sell('A-1', 2);
  await world.look('A-1');
  world.shop.invoice('A-1');
  world.shop.api.getBalance = async () => ({
    ok: true,
    value: null,
    date: instantOfMs(world.shop.nowMs),
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
  world.shop.sell('A-1', 1);
  world.shop.sell('B-2', 1);
  world.shop.invoice('B-2');
  await world.look('A-1');
  await world.look('B-2');
  await world.plan();
  expect(world.current?.gate).toMatchObject({ kind: 'hold', blockedBy: { orderId: 'A-1' } });
  expect(world.shop.calledTimes('getOrder')).toBe(2);
  world.shop.pass(5 * 60_000);
  world.shop.invoice('A-1');
  await world.plan();
  expect(world.shop.calledTimes('getOrder')).toBe(3);
  expect(world.shop.total).toBe(98);
});
