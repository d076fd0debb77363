import { approvePlan } from '@holdfast/node/removal/approve-plan';
import { failure } from './vtex-model';
import { World } from './world';

/** A platform that releases every acknowledged reservation, whatever the date says. */
function brokenPlatform(settings = {}): World {
  const world = new World(settings);
  const { model } = world;
  model.honoursWatermark = false;
  model.sell('A-1', 2);
  model.sell('B-2', 3);
  model.sell('C-3', 4);
  model.invoice('A-1');
  world.event('A-1', 'B-2', 'C-3');
  return world;
}

describe('the watermark is not honoured', () => {
  test('one incident: units off sale at once, watermarks given up, a person told', async () => {
    const world = brokenPlatform();
    await world.run();
    const { model } = world;
    expect(model.total).toBe(91);
    expect(model.available()).toBe(model.unpromised());
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
    world.model.fault = (name) =>
      name === 'updateInventory'
        ? { when: 'before', failure: null, also: () => trustAtUpdate.push(world.store.tables.trust) }
        : null;
    await world.run();
    expect(trustAtUpdate).toEqual(['unproven', 'broken']);
  });

  test('afterwards: a lost order is invoiced without a second deduction, a canceled one comes back', async () => {
    const world = brokenPlatform();
    await world.run();
    world.model.invoice('B-2');
    world.model.cancel('C-3');
    world.event('B-2', 'C-3');
    await world.run();
    expect(world.model.total).toBe(95);
    expect(world.model.available()).toBe(world.model.unpromised());
    expect(world.reservation('B-2').status).toBe('removed');
    expect(world.reservation('C-3')).toMatchObject({ status: 'canceled', deductedQuantity: 0 });
  });

  test('afterwards: no update while anything open is in handling, and one as soon as nothing is', async () => {
    const world = brokenPlatform();
    await world.run();
    const sent = world.model.updates.length;
    world.model.sell('D-4', 1);
    world.model.sell('E-5', 1);
    world.model.invoice('D-4');
    world.event('D-4', 'E-5');
    await world.run();
    expect(world.model.updates).toHaveLength(sent);
    world.model.invoice('E-5');
    world.event('E-5');
    await world.run();
    expect(world.model.updates).toHaveLength(sent + 1);
    expect(world.model.total).toBe(89);
    expect(world.model.available()).toBe(world.model.unpromised());
    expect(world.plans().filter((plan) => plan.result?.kind === 'lost')).toHaveLength(1);
  });

  test('what only our record can miss after the repair is proposed to a person', async () => {
    const world = brokenPlatform();
    world.model.fault = (name, nth) =>
      name === 'updateInventory' && nth === 2
        ? {
            when: 'before',
            failure: null,
            also: () => {
              world.model.place('D-4', 5);
              world.model.handle('D-4');
              world.event('D-4');
            },
          }
        : null;
    // D-4 was acknowledged between the read-back and the repair.
    await world.run();
    expect(world.store.tables.trust).toBe('broken');
    const { model } = world;
    expect(model.isListed('D-4')).toBe(false);
    expect(world.current).toMatchObject({
      state: 'proposed',
      gate: { attentions: [{ reason: 'lost-reservation', orderId: 'D-4' }] },
    });
    await approvePlan(world.services, world.current?.planId ?? '', { who: 'ana', note: null });
    await world.run();
    expect(model.total).toBe(86);
    expect(model.available()).toBe(model.unpromised());
    expect(world.reservation('D-4')).toMatchObject({ status: 'acknowledged', deductedQuantity: 5 });
  });

  /** D-4 is in handling when the loss is noticed. */
  function handledBeforeTheRepair(atRepair: (world: World) => void = () => undefined): World {
    const world = brokenPlatform();
    world.model.fault = (name, nth) => {
      if (name !== 'updateInventory') return null;
      if (nth === 2) return { when: 'before', failure: null, also: () => atRepair(world) };
      const also = () => {
        world.model.place('D-4', 5);
        world.model.handle('D-4');
        world.event('D-4');
      };
      return nth === 1 ? { when: 'after', failure: null, also } : null;
    };
    return world;
  }

  test('what the repair lets go of was taken off sale with it', async () => {
    const world = handledBeforeTheRepair();
    await world.run();
    expect(world.model.calledTimes('updateInventory')).toBe(2);
    expect(['B-2', 'C-3', 'D-4'].map((id) => world.reservation(id).deductedQuantity)).toEqual([3, 4, 5]);
    expect(world.model.total).toBe(86);
    expect(world.model.available()).toBe(world.model.unpromised());
    const lost = world.current?.result?.kind === 'lost' ? world.current.result.lost : [];
    expect(lost.map(({ orderId }) => orderId)).toEqual(['B-2', 'C-3', 'D-4']);
  });

  test('what it keeps after all is deducted already: its release takes nothing out', async () => {
    const world = handledBeforeTheRepair(({ model }) => {
      model.honoursWatermark = true;
    });
    await world.run();
    const { model } = world;
    expect(model.isListed('D-4')).toBe(true);
    expect(model.available()).toBe(model.unpromised() - 5);
    expect(world.reservation('D-4')).toMatchObject({
      status: 'acknowledged',
      deductedQuantity: 5,
      lostAt: null,
    });
    model.invoice('D-4');
    world.event('D-4');
    await world.run();
    expect(world.reservation('D-4').status).toBe('removed');
    expect(model.total).toBe(86);
    expect(model.available()).toBe(model.unpromised());
  });

  test('invoiced between the plan and the read-back, and gone: its units leave the total all the same', async () => {
    const world = brokenPlatform();
    world.model.fault = (name, nth) =>
      name === 'updateInventory' && nth === 1
        ? { when: 'after', failure: null, also: () => world.model.invoice('B-2') }
        : null;
    await world.run();
    world.event('B-2');
    await world.run();
    expect(world.model.total).toBe(91);
    expect(world.model.available()).toBe(world.model.unpromised());
    expect(world.reservation('B-2').status).toBe('removed');
  });

  test('a repair that ends at a total of 0 gives back no more than it took, when the order is canceled', async () => {
    const world = new World({}, 3);
    const { model } = world;
    model.honoursWatermark = false;
    model.sell('A-1', 2);
    model.sell('B-2', 3);
    model.invoice('A-1');
    world.event('A-1', 'B-2');
    await world.run();
    expect(model.total).toBe(0);
    expect(world.reservation('B-2').deductedQuantity).toBe(1);
    model.cancel('B-2');
    world.event('B-2');
    await world.run();
    expect(model.total).toBe(1);
  });

  test.each([
    ['500 though applied', 'after'],
    ['500 and not applied', 'before'],
  ] as const)('the repair itself answers %s', async (_name, when) => {
    const world = brokenPlatform();
    world.model.fault = (name, nth) =>
      name === 'updateInventory' && nth === 2 ? { when, failure: failure('unavailable') } : null;
    await world.run();
    expect(world.model.total).toBe(91);
    expect(world.reservation('B-2').deductedQuantity).toBe(3);
    expect(world.current).toMatchObject({ state: 'failed', result: { kind: 'lost', repairedTotal: 91 } });
  });

  test('orders that cannot be read during the repair count as open', async () => {
    const world = brokenPlatform();
    world.model.fault = (name, nth) =>
      name === 'getOrder' && nth > 3 && nth < 6 ? { when: 'before', failure: failure('unavailable') } : null;
    await world.run();
    expect(world.model.total).toBe(91);
    expect(world.model.available()).toBe(world.model.unpromised());
  });

  test('until it is proven, updates that need the watermark run one at a time for the whole account', async () => {
    const world = brokenPlatform();
    for (const orderId of ['A-1', 'B-2', 'C-3']) await world.drainOne(orderId);
    const turn = await world.store.lockAccountUpdates();
    const outcome = await world.plan();
    expect(outcome.kind).toBe('again');
    expect(world.model.updates).toHaveLength(0);
    await turn?.release();
    await world.run();
    expect(world.model.available()).toBe(world.model.unpromised());
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
      planId: 'other',
      state: 'executing',
      position: { skuId: '99', warehouseId: 'main' },
      intent: first.intent && { ...first.intent, dependsOnWatermark: true },
    });
    await world.store.setWatermarkTrust('unproven');
    world.model.honoursWatermark = true;
    world.model.sell('D-4');
    world.model.sell('E-5');
    world.model.invoice('D-4');
    for (const orderId of ['D-4', 'E-5']) await world.look(orderId);
    const sent = world.model.updates.length;
    expect((await world.plan()).kind).toBe('again');
    expect(world.model.updates).toHaveLength(sent);
  });
});
