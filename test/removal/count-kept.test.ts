import { instantOfMs } from '@holdfast/node/core/instant';
import { approvePlan } from '@holdfast/node/removal/approve-plan';
import { dismissPlan } from '@holdfast/node/removal/dismiss-plan';
import { parseTicks } from '@holdfast/sandbox/store/model/instant';
import { anId } from '../builders/an-id';
import { World } from './world';

async function counted(prepare: (world: World) => void, onHand = 50): Promise<World> {
  const world = new World();
  prepare(world);
  await world.count(onHand, instantOfMs(world.shop.nowMs));
  await world.run();
  return world;
}

describe('a count whose update came to nothing is still to be set', () => {
  test('somebody else wrote in between', async () => {
    const world = await counted(({ shop }) =>
      shop.meanwhile('after', 'putInventory', () => shop.setTotal(70)),
    );
    expect(world.shop.total).toBe(50);
    expect(world.current).toMatchObject({ state: 'executed', countReference: 'count-1' });
    expect(world.plans().map((plan) => plan.result?.kind)).toEqual(['unclear', 'proven']);
  });

  test('refused for good: the next event sets it', async () => {
    const world = await counted(({ shop }) => shop.fail('putInventory', 'forbidden'));
    expect(world.shop.total).toBe(100);
    await world.plan('event');
    expect(world.shop.total).toBe(50);
  });
});

describe('units that VTEX let go of are still on the shelf that was counted', () => {
  /** Somebody wrote what is free for the total; B-2 is invoiced after that, and the shelf is counted. */
  async function discarded(prepare: (world: World) => Promise<void>): Promise<World> {
    const world = new World();
    const { shop } = world;
    shop.sell('A-1', 3);
    world.event('A-1');
    await world.run();
    shop.push(97);
    shop.pass(60_000);
    shop.sell('B-2', 2);
    shop.pass(60_000);
    shop.invoice('B-2');
    await world.look('B-2');
    await prepare(world);
    await world.count(98, instantOfMs(shop.nowMs));
    return world;
  }

  test('where an update releases all, what is settled goes first, then the repair, then the count', async () => {
    const world = await discarded(async (w) => w.store.setWatermarkTrust('broken'));
    const { shop } = world;
    await world.run();
    expect(shop.available()).toBeLessThanOrEqual(shop.unpromised());
    expect(world.current).toMatchObject({
      state: 'proposed',
      gate: { attentions: [{ reason: 'lost-reservation', orderId: 'A-1', propose: { kind: 'repair' } }] },
    });
    await approvePlan(world.services, world.current?.planId ?? anId(''), { who: 'ana', note: null });
    await world.run();
    expect(shop.updates.map(({ quantity }) => quantity).slice(-3)).toEqual([95, 92, 95]);
    expect(shop.available()).toBe(shop.unpromised());
  });

  test('VTEX would not speak of them: the count waits for its word', async () => {
    const world = await discarded(async (w) => w.shop.fail('getReservation', 'unavailable', {}));
    const { shop } = world;
    await world.work(40);
    expect(shop.available()).toBeLessThanOrEqual(shop.unpromised());
    expect(world.current).toMatchObject({
      state: 'proposed',
      gate: { kind: 'hold', reason: 'inconsistent-read', attentions: [{ reason: 'list-disagrees' }] },
    });
  });
});

describe('not for ever', () => {
  test('VTEX ignores a quantity equal to the available one: failed, and stays so until there is a release', async () => {
    const world = await counted((w) => {
      w.shop.place('A-1', 50);
      w.shop.platform.ignoresQuantityEqualToAvailable = true;
    });
    const { shop } = world;
    expect(shop.calledTimes('putInventory')).toBe(8);
    expect(world.current).toMatchObject({ state: 'failed', result: { kind: 'not-applied' } });
    expect(
      world.store.tables.log.some((one) => one.outcome === 'attention' && /sent 8 times/.test(one.message)),
    ).toBe(true);
    for (let hour = 0; hour < 3; hour += 1) {
      shop.pass(3_700_000);
      await world.plan('sweep');
      await world.run();
    }
    expect(shop.calledTimes('putInventory')).toBe(8);
    shop.handle('A-1');
    shop.pass(60_000);
    shop.invoice('A-1');
    world.event('A-1');
    await world.run();
    expect(shop.total).toBe(0);
  });

  test('VTEX never says what was sent: as often, and no more', async () => {
    const world = await counted(({ shop }) => {
      shop.meanwhile('before', 'putInventory', () => shop.setTotal(shop.total + 1), {});
      shop.fail('putInventory', 'not-done', {});
    });
    const { shop } = world;
    expect(shop.calledTimes('putInventory')).toBe(8);
    for (let hour = 0; hour < 3; hour += 1) {
      shop.pass(3_700_000);
      await world.plan('sweep');
      await world.run();
    }
    expect(shop.calledTimes('putInventory')).toBe(8);
    expect(world.current).toMatchObject({ state: 'failed', result: { kind: 'unclear' } });
    expect(world.parked).toHaveLength(1);
  });
});

describe('a count that its plan did not set is not dropped', () => {
  /** The count's update went unanswered and never landed; by then the position needs another one. */
  async function unanswered(): Promise<World> {
    const world = new World();
    const { shop } = world;
    shop.sell('A-1', 2);
    shop.sell('B-2', 1);
    world.event('A-1', 'B-2');
    await world.run();
    shop.fail('putInventory', 'hang-before');
    await world.store.recordCount({
      ...{ position: { skuId: anId('10'), warehouseId: anId('main') }, onHand: 50, reference: 'count-1' },
      ...{ countedAt: instantOfMs(shop.nowMs), planId: anId('count-plan') },
    });
    await world.plan('count');
    expect(world.current?.state).toBe('executing');
    shop.pass(40_000);
    shop.invoice('A-1');
    await world.look('A-1');
    world.jobs.length = 0;
    return world;
  }

  test('the process dies between the end of that plan and the next: another reason to plan finds it', async () => {
    const world = await unanswered();
    world.crashAt = ({ name }) => (name === 'concludeRemoval' ? 'after' : null);
    await expect(world.plan('recovery')).rejects.toThrow('after concludeRemoval');
    world.crashAt = () => null;
    world.store.tables.leases.clear();
    await world.plan('recovery');
    await world.run();
    expect(world.shop.total).toBe(48);
    expect(world.current).toMatchObject({ state: 'executed', countReference: 'count-1' });
  });

  test.each(['before', 'after'] as const)('a crash %s any call on the way ends as none', async (when) => {
    const calm = await unanswered();
    const from = calm.calls;
    await calm.plan('recovery');
    await calm.run();
    for (let nth = from + 1; nth <= calm.calls; nth += 1) {
      const world = await unanswered();
      world.crashAt = (call) => (call.nth === nth ? when : null);
      await world.plan('recovery').catch(() => undefined);
      world.crashAt = () => null;
      world.store.tables.leases.clear();
      await world.plan('sweep');
      await world.run();
      expect({ nth, total: world.shop.total }).toEqual({ nth, total: 48 });
    }
  });

  test('a repair that a person approves beside it does not count as setting it', async () => {
    const world = new World({ mode: 'recommend' });
    const { shop } = world;
    shop.sell('A-1', 2);
    world.event('A-1');
    await world.run();
    shop.pass(60_000);
    shop.discard('A-1');
    await world.count(100, instantOfMs(shop.nowMs));
    await world.run();
    expect(world.current?.gate).toMatchObject({ attentions: [{ reason: 'lost-reservation' }] });
    await approvePlan(world.services, world.current?.planId ?? anId(''), { who: 'ana', note: null });
    await world.run();
    expect(shop.total).toBe(98);
    // The count found what the repair had set, or is proposed again: it is not forgotten.
    const counts = await world.store.countsAt({ skuId: anId('10'), warehouseId: anId('main') }, { limit: 5 });
    expect(counts.map(({ plan }) => plan?.gate.kind)).toEqual(['nothing']);
  });
});

describe('of several counts', () => {
  const at = { skuId: anId('10'), warehouseId: anId('main') };
  const put = (world: World, onHand: number, countedMs: number, reference: string) =>
    world.store.recordCount({
      ...{ position: at, onHand, reference, planId: anId(`plan-of-${reference}`) },
      countedAt: instantOfMs(countedMs),
    });

  test('the newest that waits is set, in whatever order they were recorded', async () => {
    const world = new World();
    const { nowMs } = world.shop;
    await put(world, 70, nowMs, 'newer');
    await put(world, 60, nowMs - 60_000, 'older');
    await world.plan('count');
    await world.run();
    expect(world.shop.total).toBe(70);
    await world.plan('count');
    await world.run();
    expect(world.shop.total).toBe(70);
    expect(world.shop.updates).toHaveLength(1);
  });

  test('one that found nothing to change is over: a later edit by hand stands', async () => {
    const world = new World();
    await put(world, 100, world.shop.nowMs, 'first');
    await world.plan('count');
    expect(world.current).toMatchObject({ gate: { kind: 'nothing' }, countReference: 'first' });
    world.shop.setTotal(120);
    await world.plan('event');
    await world.run();
    expect(world.shop.total).toBe(120);
  });

  test('dismissed: an older one that was never set stays as it is, a newer one is set', async () => {
    const world = new World({ mode: 'recommend' });
    const { nowMs } = world.shop;
    await put(world, 70, nowMs, 'first');
    await world.plan('count');
    await dismissPlan(world.services, anId('plan-of-first'), { who: 'ana', note: null });
    await world.plan('count');
    expect(world.current?.countReference).toBeNull();
    await world.plan('count');
    expect(world.current?.countReference).toBeNull();
    await put(world, 80, nowMs + 1_000, 'second');
    await world.plan('count');
    expect(world.current).toMatchObject({ state: 'proposed', countReference: 'second' });
  });

  test('an invoice from before the count that is heard of after it does not take its units out again', async () => {
    const world = new World();
    const { shop } = world;
    shop.sell('A-1', 2);
    shop.sell('B-2', 1);
    world.event('A-1', 'B-2');
    await world.run();
    shop.invoice('A-1');
    shop.pass(1_000);
    await put(world, 98, shop.nowMs, 'shelf');
    await world.plan('count');
    expect({ total: shop.total, reserved: shop.reserved() }).toEqual({ total: 98, reserved: 3 });
    world.event('A-1');
    await world.run();
    expect({ total: shop.total, reserved: shop.reserved() }).toEqual({ total: 98, reserved: 1 });
    expect(shop.available()).toBe(shop.unpromised());
    expect(world.reservation('A-1').status).toBe('removed');
  });
});

test('a count that comes in after a removal: what a part of it had sent before is not taken out twice', async () => {
  const world = new World();
  const { shop } = world;
  shop.sell('A-1', 3);
  const countedAtMs = shop.nowMs - 5_000;
  const issuedAt = parseTicks(instantOfMs(countedAtMs - 1_000)) ?? undefined;
  shop.model.invoice('A-1', { items: [{ lineIndex: 0, quantity: 2 }], issuedAt });
  shop.invoice('A-1');
  world.event('A-1');
  await world.run();
  await world.count(98, instantOfMs(countedAtMs));
  await world.run();
  expect(shop.total).toBe(97);
});
