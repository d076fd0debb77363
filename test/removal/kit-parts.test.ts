import { instantOfMs } from '@holdfast/node/core/instant';
import { SHIRT } from './vtex-model';
import { World } from './world';

/** An order of a kit whose only part is the shirt: VTEX lists the shirt under the kit's lock. */
function sellKit(world: World, orderId: string, quantity: number): void {
  const { model } = world;
  model.place(orderId, quantity);
  const [line] = model.orders.get(orderId)?.lines ?? [];
  if (line === undefined) throw new Error('no line');
  line.skuId = 'kit';
  line.allocations = [{ warehouseId: 'main', quantity, kitParts: [{ skuId: '10', quantityPerKit: 1 }] }];
  model.handle(orderId);
  model.pass(10_000);
}

function kitWorld(): World {
  const world = new World();
  const { getBalance } = world.model.api;
  world.model.api.getBalance = async (position) =>
    position.skuId === 'kit'
      ? { ok: true, value: null, date: instantOfMs(world.model.nowMs) }
      : getBalance(position);
  return world;
}

function part(world: World, orderId: string) {
  return [...world.store.tables.reservations.values()]
    .map(({ known }) => known)
    .find((one) => one.orderId === orderId && one.skuId === SHIRT.skuId);
}

test('counted before the kit left, and the count comes after its part was removed', async () => {
  const world = kitWorld();
  const countedAt = instantOfMs(world.model.nowMs);
  world.model.pass(300_000);
  sellKit(world, 'K-1', 1);
  world.model.invoice('K-1');
  world.event('K-1');
  await world.run();
  expect(world.model.total).toBe(99);
  expect(part(world, 'K-1')).toMatchObject({ status: 'removed', deductedQuantity: 1 });
  await world.count(100, countedAt);
  await world.run();
  expect(world.model.total).toBe(99);
  expect(world.model.available()).toBe(world.model.unpromised());
});

test('VTEX takes the total and does not release the part: deducted once', async () => {
  const world = kitWorld();
  const { model } = world;
  model.releasesNothing = true;
  sellKit(world, 'K-1', 2);
  model.invoice('K-1');
  world.event('K-1');
  await world.run();
  expect(model.total).toBe(98);
  expect(part(world, 'K-1')).toMatchObject({ status: 'invoiced', deductedQuantity: 2 });
  await world.plan('sweep');
  await world.run();
  model.sell('B-2', 1);
  model.invoice('B-2');
  world.event('B-2');
  model.releasesNothing = false;
  await world.run();
  expect(model.total).toBe(97);
  expect(model.reserved()).toBe(0);
  expect(part(world, 'K-1')?.status).toBe('removed');
});

test('the order read again, and canceled late, leaves the record of its part alone', async () => {
  const world = kitWorld();
  sellKit(world, 'K-1', 1);
  world.model.invoice('K-1');
  world.event('K-1');
  await world.run();
  const before = part(world, 'K-1');
  const told = world.erp.length;
  world.event('K-1');
  await world.run();
  world.model.cancel('K-1');
  world.event('K-1');
  await world.run();
  expect(part(world, 'K-1')).toEqual(before);
  expect(world.erp).toHaveLength(told);
  const ofPart = world.told('holdfast.reservation.changed').filter((one) => one.skuId === SHIRT.skuId);
  expect(ofPart.map((one) => one.data.status)).toEqual(['removed']);
});

test('the part of a canceled kit leaves no record: nothing was taken out for it', async () => {
  const world = kitWorld();
  sellKit(world, 'K-1', 1);
  world.event('K-1');
  await world.run();
  world.model.cancel('K-1');
  world.event('K-1');
  await world.run();
  expect(world.model.total).toBe(100);
  expect(world.model.reserved()).toBe(0);
  expect(part(world, 'K-1')).toBeUndefined();
});
