import { World } from './world';

/** A-1 was replaced in handling, and its lock goes on under B-2, which is invoiced. */
async function replaced(): Promise<World> {
  const world = new World();
  const { shop } = world;
  shop.sell('A-1', 2);
  world.event('A-1');
  await world.run();
  shop.model.replaceOrder('A-1', { orderId: 'B-2', sharesLock: true });
  shop.handle('B-2');
  shop.pass(10_000);
  shop.invoice('B-2');
  world.event('A-1', 'B-2');
  return world;
}

test('the units leave the total once, and are on record with the order that sent them', async () => {
  const world = await replaced();
  await world.run();
  expect(world.shop.total).toBe(98);
  expect(world.reservation('A-1')).toMatchObject({
    status: 'canceled',
    deductedQuantity: 0,
    leftQuantity: 0,
  });
  expect(world.reservation('B-2')).toMatchObject({ status: 'removed', deductedQuantity: 2, leftQuantity: 2 });
});

test('VTEX takes the total and does not release the lock: nothing comes back with the replaced order', async () => {
  const world = await replaced();
  const { shop } = world;
  shop.platform.releasesNothing = true;
  await world.run();
  expect(shop.total).toBe(98);
  expect(world.reservation('A-1')).toMatchObject({ status: 'canceled', deductedQuantity: 0 });
  expect(world.reservation('B-2')).toMatchObject({ status: 'invoiced', deductedQuantity: 2 });
  shop.platform.releasesNothing = false;
  shop.sell('C-3', 1);
  shop.invoice('C-3');
  world.event('C-3');
  await world.run();
  expect(shop.total).toBe(97);
  expect(shop.reserved()).toBe(0);
});
