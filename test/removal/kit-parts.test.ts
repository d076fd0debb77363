import { instantOfMs } from '@holdfast/node/core/instant';
import { SHIRT } from './shop';
import { World } from './world';

/** An order of a kit whose only part is the shirt: VTEX lists the shirt under the kit's lock. */
function sellKit(world: World, orderId: string, quantity: number): void {
  const { shop } = world;
  const kit = [{ skuId: SHIRT.skuId, quantity: 1 }];
  shop.model.placeOrder({ orderId, lines: [{ skuId: 'kit', quantity, warehouseId: 'main', kit }] });
  shop.handle(orderId);
  shop.pass(10_000);
}

function part(world: World, orderId: string) {
  return [...world.store.tables.reservations.values()]
    .map(({ known }) => known)
    .find((one) => one.orderId === orderId && one.skuId === SHIRT.skuId);
}

test('counted before the kit left, and the count comes after its part was removed', async () => {
  const world = new World();
  const countedAt = instantOfMs(world.shop.nowMs);
  world.shop.pass(300_000);
  sellKit(world, 'K-1', 1);
  world.shop.invoice('K-1');
  world.event('K-1');
  await world.run();
  expect(world.shop.total).toBe(99);
  expect(part(world, 'K-1')).toMatchObject({ status: 'removed', deductedQuantity: 1, partOf: 'kit' });
  await world.count(100, countedAt);
  await world.run();
  expect(world.shop.total).toBe(99);
  expect(world.shop.available()).toBe(world.shop.unpromised());
});

test('the lock that would tell its parts cannot be read: what was released is remembered all the same', async () => {
  const world = new World();
  const { shop } = world;
  const countedAt = instantOfMs(shop.nowMs);
  shop.pass(300_000);
  sellKit(world, 'K-1', 1);
  shop.model.tellOrder('K-1', { kitParts: 'neither' });
  shop.invoice('K-1');
  shop.fail('getReservation', 'unavailable', {});
  await world.look('K-1');
  await world.plan();
  expect(shop.total).toBe(99);
  expect(part(world, 'K-1')).toMatchObject({ status: 'removed', deductedQuantity: 1, isTold: false });
  await world.count(100, countedAt);
  await world.run();
  expect(shop.total).toBe(99);
});

test('VTEX takes the total and does not release the part: deducted once', async () => {
  const world = new World();
  const { shop } = world;
  shop.platform.releasesNothing = true;
  sellKit(world, 'K-1', 2);
  shop.invoice('K-1');
  world.event('K-1');
  await world.run();
  expect(shop.total).toBe(98);
  expect(part(world, 'K-1')).toMatchObject({ status: 'invoiced', deductedQuantity: 2 });
  await world.plan('sweep');
  await world.run();
  shop.sell('B-2', 1);
  shop.invoice('B-2');
  world.event('B-2');
  shop.platform.releasesNothing = false;
  await world.run();
  expect(shop.total).toBe(97);
  expect(shop.reserved()).toBe(0);
  expect(part(world, 'K-1')?.status).toBe('removed');
});

test('the order read again, and canceled late, leaves the record of its part alone', async () => {
  const world = new World();
  sellKit(world, 'K-1', 1);
  world.shop.invoice('K-1');
  world.event('K-1');
  await world.run();
  const before = part(world, 'K-1');
  const told = world.erp.length;
  world.event('K-1');
  await world.run();
  world.shop.model.forceCancel('K-1');
  world.event('K-1');
  await world.run();
  expect(part(world, 'K-1')).toEqual(before);
  expect(world.erp).toHaveLength(told);
  const ofPart = world.told('holdfast.reservation.changed').filter((one) => one.skuId === SHIRT.skuId);
  expect(ofPart.map((one) => one.data.status)).toEqual(['invoiced', 'removed']);
  expect(world.told('holdfast.reservation.changed').some((one) => one.skuId === 'kit')).toBe(false);
});

test('the part of a canceled kit: nothing was taken out for it', async () => {
  const world = new World();
  sellKit(world, 'K-1', 1);
  world.event('K-1');
  await world.run();
  world.shop.cancel('K-1');
  world.event('K-1');
  await world.run();
  expect(world.shop.total).toBe(100);
  expect(world.shop.reserved()).toBe(0);
  expect(part(world, 'K-1')).toMatchObject({ status: 'canceled', deductedQuantity: 0 });
});
