import { instantOfMs } from '@holdfast/node/core/instant';
import { lockOf } from './shop';
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

test('VTEX let the lock go for the successor, whose order cannot be read: it holds up nobody', async () => {
  const world = new World();
  const { shop } = world;
  shop.sell('A-1', 2);
  shop.sell('C-3', 1);
  // 1. A-1 grows beyond its lock, and a count sets that aside. 2. It is replaced.
  shop.model.changeOrder('A-1', { lineIndex: 0, quantity: 3, how: 'v2', reservationFollows: false });
  world.event('A-1', 'C-3');
  await world.run();
  await world.count(100, instantOfMs(shop.nowMs));
  await world.run();
  expect(world.reservation('A-1').deductedQuantity).toBe(1);
  shop.model.replaceOrder('A-1', { orderId: 'B-2', sharesLock: true });
  for (const orderId of ['A-1', 'B-2']) await world.look(orderId);
  shop.pass(60_000);
  // 3. VTEX ends the lock, and somebody's push lets C-3 go, which has left.
  shop.model.endReservation(lockOf('A-1'), 'Canceled_AuthorizationExpired');
  shop.invoice('C-3');
  shop.push(shop.total - 1);
  await world.look('C-3');
  world.jobs.length = 0;
  shop.fail('getOrder', 'unavailable', {});
  await world.plan();
  expect(world.reservation('C-3').status).toBe('removed');
  // What was set aside for the replaced one comes back.
  expect(world.current?.gate).toMatchObject({ kind: 'remove', returnedQuantity: 1, attentions: [] });
});
