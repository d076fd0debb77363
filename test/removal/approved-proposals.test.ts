import { approvePlan } from '@holdfast/node/removal/approve-plan';
import { anId } from '../builders/an-id';
import { World } from './world';

const ANA = { who: 'ana', note: null };

async function approve(world: World): Promise<string> {
  const { current } = world;
  if (current?.state !== 'proposed') throw new Error(`nothing is proposed: ${current?.state ?? 'no plan'}`);
  await approvePlan(world.services, current.planId, ANA);
  return current.planId;
}

describe('invoiced and never acknowledged: a yes acknowledges it', () => {
  async function approved(): Promise<{ world: World; planId: string }> {
    const world = new World();
    const { shop } = world;
    shop.place('A-1', 2);
    shop.approve('A-1');
    shop.pass(10_000);
    shop.invoice('A-1');
    world.event('A-1');
    await world.run();
    const planId = await approve(world);
    world.jobs.length = 0;
    return { world, planId };
  }

  test('VTEX cannot be reached: the yes stands, and is carried out at the next look', async () => {
    const { world, planId } = await approved();
    world.shop.fail('acknowledgeReservation', 'unavailable');
    expect((await world.plan()).kind).toBe('again');
    expect((await world.store.plan(anId(planId)))?.state).toBe('approved');
    await world.plan();
    expect((await world.store.plan(anId(planId)))?.state).toBe('executed');
  });

  test('VTEX does not allow it: the yes stands, and somebody has to grant it', async () => {
    const { world, planId } = await approved();
    world.shop.fail('acknowledgeReservation', 'forbidden');
    expect((await world.plan()).kind).toBe('parked');
    expect((await world.store.plan(anId(planId)))?.state).toBe('approved');
  });

  test('the list does not add up afterwards: it is read again before anything is said of it', async () => {
    const { world, planId } = await approved();
    const { shop } = world;
    const { getBalance } = shop.api;
    shop.meanwhile('after', 'acknowledgeReservation', () => {
      shop.api.getBalance = async (position) => {
        const answer = await getBalance(position);
        if (!answer.ok || answer.value === null) return answer;
        return { ...answer, value: { ...answer.value, reservedQuantity: answer.value.reservedQuantity + 1 } };
      };
    });
    expect((await world.plan()).kind).toBe('again');
    expect((await world.store.plan(anId(planId)))?.state).toBe('approved');
    shop.api.getBalance = getBalance;
    await world.run();
    expect(shop.total).toBe(98);
  });
});

test('VTEX aborted a reservation and counts it on, also when it is canceled again: the yes came to nothing', async () => {
  const world = new World();
  const { shop } = world;
  Object.assign(shop.platform, { countsAborted: true, listsEnded: true });
  shop.place('A-1', 2);
  shop.approve('A-1');
  shop.cancel('A-1');
  await world.plan('sweep');
  expect(world.current?.gate.attentions).toMatchObject([{ reason: 'aborted-still-counted' }]);
  shop.fail('cancelReservation', 'not-done');
  const planId = await approve(world);
  await world.plan();
  expect((await world.store.plan(anId(planId)))?.state).toBe('failed');
  await world.plan();
  await approve(world);
  await world.run();
  expect(shop.reserved()).toBe(0);
});

test('canceled after a part left, under the lock of an order that it replaced: only its own units are settled', async () => {
  const world = new World();
  const { shop } = world;
  shop.sell('A-1', 3);
  world.event('A-1');
  await world.run();
  shop.model.replaceOrder('A-1', { orderId: 'B-2', sharesLock: true });
  shop.handle('B-2');
  shop.pass(10_000);
  shop.model.invoice('B-2', { items: [{ lineIndex: 0, quantity: 1 }] });
  world.event('A-1', 'B-2');
  await world.run();
  shop.model.forceCancel('B-2');
  world.event('B-2');
  await world.run();
  expect(world.current?.gate.attentions).toMatchObject([
    { reason: 'canceled-after-invoice', orderId: 'B-2', propose: { kind: 'settle', leftQuantity: 1 } },
  ]);
  await approve(world);
  await world.run();
  expect(shop.total).toBe(99);
  expect(world.reservation('B-2')).toMatchObject({ status: 'removed', deductedQuantity: 1 });
  expect(world.reservation('A-1')).toMatchObject({ status: 'canceled', deductedQuantity: 0 });
});

describe('somebody discards open A; a yes takes its units off sale, and open B has to stay', () => {
  async function discarded(): Promise<World> {
    const world = new World();
    const { shop } = world;
    shop.sell('A-1', 2);
    shop.sell('B-2', 3);
    world.event('A-1', 'B-2');
    await world.run();
    shop.pass(60_000);
    shop.discard('A-1');
    await world.plan('sweep');
    expect(world.current?.gate.attentions).toMatchObject([
      { reason: 'lost-reservation', propose: { quantity: 98 } },
    ]);
    await approve(world);
    return world;
  }

  test('it does, which proves the watermark', async () => {
    const world = await discarded();
    await world.run();
    expect(world.shop.total).toBe(98);
    expect(world.shop.isListed('B-2')).toBe(true);
    expect(world.store.tables.trust).toBe('proven');
  });

  test('it is lost with the repair: the units of both are off sale, and each leaves once', async () => {
    const world = await discarded();
    const { shop } = world;
    shop.platform.honoursWatermark = false;
    await world.run();
    expect(shop.total).toBe(95);
    expect(shop.available()).toBe(shop.unpromised());
    expect(world.store.tables.trust).toBe('broken');
    for (const orderId of ['A-1', 'B-2']) shop.invoice(orderId);
    world.event('A-1', 'B-2');
    await world.run();
    expect(shop.total).toBe(95);
    expect(['A-1', 'B-2'].map((id) => world.reservation(id).status)).toEqual(['removed', 'removed']);
  });
});
