import { instantOfMs } from '@holdfast/node/core/instant';
import { approvePlan } from '@holdfast/node/removal/approve-plan';
import { anId } from '../builders/an-id';
import { hotShirt, World } from './world';

/** A platform that releases every acknowledged reservation, whatever the date says. */
function brokenPlatform(settings = {}): World {
  const world = new World(settings);
  const { shop } = world;
  shop.platform.honoursWatermark = false;
  shop.sell('A-1', 2);
  shop.sell('B-2', 3);
  shop.sell('C-3', 4);
  shop.invoice('A-1');
  world.event('A-1', 'B-2', 'C-3');
  return world;
}

function handleAnother(world: World): void {
  world.shop.place('D-4', 5);
  world.shop.handle('D-4');
  world.event('D-4');
}

describe('the watermark is not honoured', () => {
  test('one incident: units off sale at once, watermarks given up, a person told', async () => {
    const world = brokenPlatform();
    await world.run();
    const { shop } = world;
    expect(shop.total).toBe(91);
    expect(shop.leadTime).toBe('2.00:00:00');
    expect(shop.available()).toBe(shop.unpromised());
    expect(world.store.tables.trust).toBe('broken');
    expect(world.plans().filter((plan) => plan.result?.kind === 'lost')).toHaveLength(1);
    expect(world.current).toMatchObject({ state: 'failed', result: { kind: 'lost', repairedTotal: 91 } });
    expect(world.reservation('A-1').status).toBe('removed');
    expect(world.reservation('B-2')).toMatchObject({ status: 'acknowledged', deductedQuantity: 3 });
    expect(world.reservation('B-2').lostAt).not.toBeNull();
    expect(
      world.store.tables.log.some((entry) => entry.outcome === 'attention' && entry.message.includes('B-2')),
    ).toBe(true);
  });

  test('watermarks are given up before anything else is sent', async () => {
    const world = brokenPlatform();
    const trustAtUpdate: string[] = [];
    world.shop.meanwhile('before', 'putInventory', () => trustAtUpdate.push(world.store.tables.trust), {});
    await world.run();
    expect(trustAtUpdate).toEqual(['unproven', 'broken']);
  });

  test('units lost under the lock of a replaced order stay off sale for its successor, and leave once', async () => {
    const world = brokenPlatform();
    const { shop } = world;
    await world.look('B-2');
    shop.model.replaceOrder('B-2', { orderId: 'E-5', sharesLock: true });
    world.event('B-2', 'E-5');
    await world.run();
    await world.plan();
    await world.run();
    expect(shop.total).toBe(91);
    expect(shop.available()).toBe(shop.unpromised());
    shop.handle('E-5');
    shop.invoice('E-5');
    world.event('E-5');
    await world.run();
    expect(shop.total).toBe(91);
    expect(world.reservation('E-5').status).toBe('removed');
  });

  test('afterwards: a lost order is invoiced without a second deduction, a canceled one comes back', async () => {
    const world = brokenPlatform();
    await world.run();
    world.shop.invoice('B-2');
    world.shop.cancel('C-3');
    world.event('B-2', 'C-3');
    await world.run();
    expect(world.shop.total).toBe(95);
    expect(world.shop.available()).toBe(world.shop.unpromised());
    expect(world.reservation('B-2').status).toBe('removed');
    expect(world.reservation('C-3')).toMatchObject({ status: 'canceled', deductedQuantity: 0 });
  });

  test('afterwards: no update while anything open is in handling, and one as soon as nothing is', async () => {
    const world = brokenPlatform();
    await world.run();
    const sent = world.shop.updates.length;
    world.shop.sell('D-4', 1);
    world.shop.sell('E-5', 1);
    world.shop.invoice('D-4');
    world.event('D-4', 'E-5');
    await world.run();
    expect(world.shop.updates).toHaveLength(sent);
    world.shop.invoice('E-5');
    world.event('E-5');
    await world.run();
    expect(world.shop.updates).toHaveLength(sent + 1);
    expect(world.shop.total).toBe(89);
    expect(world.shop.available()).toBe(world.shop.unpromised());
    expect(world.plans().filter((plan) => plan.result?.kind === 'lost')).toHaveLength(1);
  });

  test('what only our record can miss after the repair is proposed to a person', async () => {
    const world = brokenPlatform();
    world.shop.meanwhile('before', 'putInventory', () => handleAnother(world), { skip: 1, times: 1 });
    // D-4 was acknowledged between the read-back and the repair.
    await world.run();
    expect(world.store.tables.trust).toBe('broken');
    const { shop } = world;
    expect(shop.isListed('D-4')).toBe(false);
    expect(world.current).toMatchObject({
      state: 'proposed',
      gate: { attentions: [{ reason: 'lost-reservation', orderId: 'D-4' }] },
    });
    await approvePlan(world.services, world.current?.planId ?? anId(''), { who: 'ana', note: null });
    await world.run();
    expect(shop.total).toBe(86);
    expect(shop.available()).toBe(shop.unpromised());
    expect(world.reservation('D-4')).toMatchObject({ status: 'acknowledged', deductedQuantity: 5 });
  });

  /** D-4 is in handling when the loss is noticed. */
  function handledBeforeTheRepair(atRepair: (world: World) => void = () => undefined): World {
    const world = brokenPlatform();
    world.shop.meanwhile('after', 'putInventory', () => handleAnother(world));
    world.shop.meanwhile('before', 'putInventory', () => atRepair(world), { skip: 1, times: 1 });
    return world;
  }

  test('what the repair lets go of was taken off sale with it', async () => {
    const world = handledBeforeTheRepair();
    await world.run();
    expect(world.shop.calledTimes('putInventory')).toBe(2);
    expect(['B-2', 'C-3', 'D-4'].map((id) => world.reservation(id).deductedQuantity)).toEqual([3, 4, 5]);
    expect(world.shop.total).toBe(86);
    expect(world.shop.available()).toBe(world.shop.unpromised());
    const lost = world.current?.result?.kind === 'lost' ? world.current.result.lost : [];
    expect(lost.map(({ orderId }) => orderId)).toEqual(['B-2', 'C-3', 'D-4']);
  });

  test('what it keeps after all is deducted already: its release takes nothing out', async () => {
    const world = handledBeforeTheRepair(({ shop }) => {
      shop.platform.honoursWatermark = true;
    });
    await world.run();
    const { shop } = world;
    expect(shop.isListed('D-4')).toBe(true);
    expect(shop.available()).toBe(shop.unpromised() - 5);
    expect(world.reservation('D-4')).toMatchObject({
      status: 'acknowledged',
      deductedQuantity: 5,
      lostAt: null,
    });
    shop.invoice('D-4');
    world.event('D-4');
    await world.run();
    expect(world.reservation('D-4').status).toBe('removed');
    expect(shop.total).toBe(86);
    expect(shop.available()).toBe(shop.unpromised());
  });

  test('invoiced between the plan and the read-back, and gone: its units leave the total all the same', async () => {
    const world = brokenPlatform();
    world.shop.meanwhile('after', 'putInventory', () => world.shop.invoice('B-2'));
    await world.run();
    world.event('B-2');
    await world.run();
    expect(world.shop.total).toBe(91);
    expect(world.shop.available()).toBe(world.shop.unpromised());
    expect(world.reservation('B-2').status).toBe('removed');
  });

  test('a repair that ends at a total of 0 gives back no more than it took, when the order is canceled', async () => {
    const world = new World({}, 5);
    const { shop } = world;
    shop.sell('A-1', 2);
    shop.sell('B-2', 3);
    shop.setTotal(3);
    shop.platform.honoursWatermark = false;
    shop.invoice('A-1');
    world.event('A-1', 'B-2');
    await world.run();
    expect(shop.total).toBe(0);
    expect(world.reservation('B-2').deductedQuantity).toBe(1);
    shop.cancel('B-2');
    world.event('B-2');
    await world.run();
    expect(shop.total).toBe(1);
  });

  test('at a total of 0 two lost orders together give back no more than was taken', async () => {
    const world = new World({}, 8);
    const { shop } = world;
    shop.sell('A-1', 2);
    shop.sell('B-2', 3);
    shop.sell('C-3', 3);
    shop.setTotal(3);
    shop.platform.honoursWatermark = false;
    shop.invoice('A-1');
    world.event('A-1', 'B-2', 'C-3');
    await world.run();
    expect(shop.total).toBe(0);
    expect(['B-2', 'C-3'].map((id) => world.reservation(id).deductedQuantity)).toEqual([1, 0]);
    for (const orderId of ['B-2', 'C-3']) shop.cancel(orderId);
    world.event('B-2', 'C-3');
    await world.run();
    expect(shop.total).toBe(1);
  });

  test('the repair itself lets go of nothing that is held still', async () => {
    const world = new World();
    const { shop } = world;
    for (const orderId of ['A-1', 'B-2']) shop.sell(orderId, 2);
    shop.platform.releasesNothing = true;
    shop.meanwhile('after', 'putInventory', () => shop.discard('B-2'));
    shop.invoice('A-1');
    world.event('A-1', 'B-2');
    await world.run();
    const [first = '', repair = ''] = shop.updates.map((one) => one.dateUtcOnBalanceSystem);
    expect(first > shop.acknowledgedAt('A-1')).toBe(true);
    expect(repair < shop.acknowledgedAt('A-1')).toBe(true);
  });

  test('what a count had set aside for one that is held is not taken out for it once more', async () => {
    const world = new World();
    const { shop } = world;
    shop.sell('B-2', 3);
    shop.sell('C-3', 4);
    shop.model.changeOrder('C-3', { lineIndex: 0, quantity: 6, how: 'v2', reservationFollows: false });
    world.event('B-2', 'C-3');
    await world.run();
    shop.meanwhile('after', 'putInventory', () => shop.discard('B-2'));
    await world.count(100, instantOfMs(shop.nowMs));
    await world.run();
    const [counted, repair] = shop.updates.map(({ quantity }) => quantity);
    // Two were added to C-3 without a lock; then B-2 is lost, and what C-3 holds is at risk.
    expect([counted, repair]).toEqual([98, 98 - 3 - 4]);
    expect(world.reservation('C-3')).toMatchObject({ deductedQuantity: 6, lostAt: null });
    for (const orderId of ['B-2', 'C-3']) shop.invoice(orderId);
    world.event('B-2', 'C-3');
    await world.run();
    expect(shop.total).toBe(91);
    expect(shop.available()).toBe(shop.unpromised());
  });

  test('a repair that is never answered and never applied is given up after as many sendings as any', async () => {
    const world = brokenPlatform();
    world.shop.fail('putInventory', 'hang-before', { skip: 1 });
    for (const orderId of ['A-1', 'B-2', 'C-3']) await world.drainOne(orderId);
    for (let tries = 0; tries < 20; tries += 1) {
      const outcome = await world.plan('recovery');
      world.shop.pass(outcome.kind === 'again' ? outcome.afterMs : 1_000);
    }
    expect(world.shop.calledTimes('putInventory')).toBe(1 + 8);
    expect(world.plans().filter(({ result }) => result?.kind === 'lost')).toMatchObject([
      { result: { repairedTotal: null } },
    ]);
  });

  test.each([
    ['500 though applied', 'error-after'],
    ['500 and not applied', 'error-before'],
  ] as const)('the repair itself answers %s', async (_name, failed) => {
    const world = brokenPlatform();
    world.shop.fail('putInventory', failed, { skip: 1, times: 1 });
    await world.run();
    expect(world.shop.total).toBe(91);
    expect(world.reservation('B-2').deductedQuantity).toBe(3);
    expect(world.current).toMatchObject({ state: 'failed', result: { kind: 'lost', repairedTotal: 91 } });
  });

  test('orders that cannot be read during the repair count as open', async () => {
    const world = brokenPlatform();
    world.shop.fail('getOrder', 'unavailable', { skip: 3, times: 2 });
    await world.run();
    expect(world.shop.total).toBe(91);
    expect(world.shop.available()).toBe(world.shop.unpromised());
  });

  test.each(['proven', 'unproven'] as const)(
    'given up while a position is planned (it was %s before): the plan is not sent, and made anew',
    async (trust) => {
      const world = new World();
      const { shop, store, services } = world;
      shop.sell('A-1', 2);
      shop.sell('B-2', 3);
      shop.invoice('A-1');
      for (const orderId of ['A-1', 'B-2']) await world.drainOne(orderId);
      await store.setWatermarkTrust(trust);
      const during = trust === 'proven' ? 'recordPlan' : 'lockAccountUpdates';
      const { [during]: call } = store;
      services.store = {
        ...store,
        [during]: async (...given: never[]) => {
          await store.setWatermarkTrust('broken');
          return Reflect.apply(call, store, given);
        },
      };
      expect((await world.plan()).kind).toBe('again');
      expect(shop.updates).toEqual([]);
      await world.plan();
      expect(shop.updates).toEqual([]);
      expect(world.current).toMatchObject({ gate: { kind: 'hold', reason: 'watermark-given-up' } });
    },
  );

  test('given up meanwhile: an update that is read back as it should be does not bring them back', async () => {
    const world = hotShirt();
    for (const orderId of ['A-1', 'B-2', 'C-3']) await world.drainOne(orderId);
    world.crashAt = ({ name }) => (name === 'updateInventory' ? 'after' : null);
    await expect(world.plan()).rejects.toThrow('after updateInventory');
    world.crashAt = () => null;
    world.store.tables.leases.clear();
    await world.store.setWatermarkTrust('broken');
    await world.run();
    expect(world.reservation('A-1').status).toBe('removed');
    expect(world.store.tables.trust).toBe('broken');
  });

  test('until it is proven, updates that need the watermark run one at a time for the whole account', async () => {
    const world = brokenPlatform();
    for (const orderId of ['A-1', 'B-2', 'C-3']) await world.drainOne(orderId);
    const turn = await world.store.lockAccountUpdates();
    const outcome = await world.plan();
    expect(outcome.kind).toBe('again');
    expect(world.shop.updates).toHaveLength(0);
    await turn?.end();
    await world.run();
    expect(world.shop.available()).toBe(world.shop.unpromised());
  });

  test('an unproven update that could not be judged yet keeps the others waiting', async () => {
    const world = brokenPlatform();
    for (const orderId of ['A-1', 'B-2', 'C-3']) await world.drainOne(orderId);
    const [known] = world.plans();
    expect(known).toBeUndefined();
    await world.plan();
    const first = world.plans().find((plan) => plan.intent !== null);
    if (first === undefined) throw new Error('no plan was begun');
    world.store.tables.plans.set('other', {
      ...first,
      planId: anId('other'),
      state: 'executing',
      position: { skuId: anId('99'), warehouseId: anId('main') },
      intent: first.intent && { ...first.intent, dependsOnWatermark: true },
    });
    await world.store.setWatermarkTrust('unproven');
    world.shop.platform.honoursWatermark = true;
    world.shop.sell('D-4');
    world.shop.sell('E-5');
    world.shop.invoice('D-4');
    for (const orderId of ['D-4', 'E-5']) await world.look(orderId);
    const sent = world.shop.updates.length;
    expect((await world.plan()).kind).toBe('again');
    expect(world.shop.updates).toHaveLength(sent);
  });
});
