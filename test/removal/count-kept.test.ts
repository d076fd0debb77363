import { instantOfMs } from '@holdfast/node/core/instant';
import { approvePlan } from '@holdfast/node/removal/approve-plan';
import { dismissPlan } from '@holdfast/node/removal/dismiss-plan';
import { failure } from './vtex-model';
import { World } from './world';

async function counted(prepare: (world: World) => void, onHand = 50): Promise<World> {
  const world = new World();
  prepare(world);
  await world.count(onHand, instantOfMs(world.model.nowMs));
  await world.run();
  return world;
}

function onFirstUpdate(world: World, when: 'before' | 'after', also: () => void): void {
  world.model.fault = (name, nth) =>
    name === 'updateInventory' && nth === 1 ? { when, failure: null, also } : null;
}

describe('a count whose update came to nothing is still to be set', () => {
  test('somebody else wrote in between', async () => {
    const world = await counted((w) =>
      onFirstUpdate(w, 'after', () => {
        w.model.total = 70;
      }),
    );
    expect(world.model.total).toBe(50);
    expect(world.current).toMatchObject({ state: 'executed', countReference: 'count-1' });
    expect(world.plans().map((plan) => plan.result?.kind)).toEqual(['unclear', 'proven']);
  });

  test('refused for good: the next event sets it', async () => {
    const world = await counted((w) => {
      w.model.fault = (name, nth) =>
        name === 'updateInventory' && nth === 1
          ? { when: 'before', failure: failure('forbidden', { status: 403 }) }
          : null;
    });
    expect(world.model.total).toBe(100);
    await world.plan('event');
    expect(world.model.total).toBe(50);
  });
});

describe('units that VTEX let go of are still on the shelf that was counted', () => {
  /** Somebody wrote what is free for the total; B-2 is invoiced after that, and the shelf is counted. */
  async function discarded(prepare: (world: World) => Promise<void>): Promise<World> {
    const world = new World();
    const { model } = world;
    model.sell('A-1', 3);
    world.event('A-1');
    await world.run();
    model.apply({ quantity: 97, dateUtcOnBalanceSystem: instantOfMs(model.nowMs), leadTime: '00:00:00' });
    model.pass(60_000);
    model.sell('B-2', 2);
    model.pass(60_000);
    model.invoice('B-2');
    await world.look('B-2');
    await prepare(world);
    await world.count(98, instantOfMs(model.nowMs));
    return world;
  }

  test('where an update releases all, what is settled goes first, then the repair, then the count', async () => {
    const world = await discarded(async (w) => w.store.setWatermarkTrust('broken'));
    const { model } = world;
    await world.run();
    expect(model.available()).toBeLessThanOrEqual(model.unpromised());
    expect(world.current).toMatchObject({
      state: 'proposed',
      gate: { attentions: [{ reason: 'lost-reservation', orderId: 'A-1', propose: { kind: 'repair' } }] },
    });
    await approvePlan(world.services, world.current?.planId ?? '', { who: 'ana', note: null });
    await world.run();
    expect(model.updates.map(({ quantity }) => quantity).slice(-3)).toEqual([95, 92, 95]);
    expect(model.available()).toBe(model.unpromised());
  });

  test('VTEX would not speak of them: the count waits for its word', async () => {
    const world = await discarded(async (w) => {
      w.model.fault = (name) =>
        name === 'getReservation' ? { when: 'before', failure: failure('unavailable') } : null;
    });
    const { model } = world;
    await world.work(40);
    expect(model.available()).toBeLessThanOrEqual(model.unpromised());
    expect(world.current).toMatchObject({
      state: 'proposed',
      gate: { kind: 'hold', reason: 'inconsistent-read', attentions: [{ reason: 'list-disagrees' }] },
    });
  });
});

describe('not for ever', () => {
  test('VTEX ignores a quantity equal to the available one: failed, and stays so until there is a release', async () => {
    const world = await counted((w) => {
      const { model } = w;
      model.place('A-1', 50);
      const apply = model.apply.bind(model);
      model.apply = (update) =>
        update.quantity === model.available() && model.reservations.every((r) => r.acknowledgedAt === null)
          ? undefined
          : apply(update);
    });
    const { model } = world;
    expect(model.calledTimes('updateInventory')).toBe(8);
    expect(world.current).toMatchObject({ state: 'failed', result: { kind: 'not-applied' } });
    expect(
      world.store.tables.log.some((one) => one.outcome === 'attention' && /sent 8 times/.test(one.message)),
    ).toBe(true);
    for (let hour = 0; hour < 3; hour += 1) {
      model.pass(3_700_000);
      await world.plan('sweep');
      await world.run();
    }
    expect(model.calledTimes('updateInventory')).toBe(8);
    model.handle('A-1');
    model.pass(60_000);
    model.invoice('A-1');
    world.event('A-1');
    await world.run();
    expect(model.total).toBe(0);
  });

  test('VTEX never says what was sent: as often, and no more', async () => {
    const world = await counted((w) => {
      w.model.apply = () => {
        w.model.total += 1;
      };
    });
    const { model } = world;
    expect(model.calledTimes('updateInventory')).toBe(8);
    for (let hour = 0; hour < 3; hour += 1) {
      model.pass(3_700_000);
      await world.plan('sweep');
      await world.run();
    }
    expect(model.calledTimes('updateInventory')).toBe(8);
    expect(world.current).toMatchObject({ state: 'failed', result: { kind: 'unclear' } });
    expect(world.parked).toHaveLength(1);
  });
});

describe('a count that its plan did not set is not dropped', () => {
  /** The count's update went unanswered and never landed; by then the position needs another one. */
  async function unanswered(): Promise<World> {
    const world = new World();
    const { model } = world;
    model.sell('A-1', 2);
    model.sell('B-2', 1);
    world.event('A-1', 'B-2');
    await world.run();
    model.fault = (name, nth) =>
      name === 'updateInventory' && nth === 1 ? { when: 'before', failure: failure('no-answer') } : null;
    await world.store.recordCount({
      ...{ position: { skuId: '10', warehouseId: 'main' }, onHand: 50, reference: 'count-1' },
      ...{ countedAt: instantOfMs(model.nowMs), planId: 'count-plan' },
    });
    await world.plan('count');
    expect(world.current?.state).toBe('executing');
    model.pass(40_000);
    model.invoice('A-1');
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
    expect(world.model.total).toBe(48);
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
      expect({ nth, total: world.model.total }).toEqual({ nth, total: 48 });
    }
  });

  test('nor where the store only knows the count recorded last, and another plan carried it first', async () => {
    const world = new World();
    const { model } = world;
    Object.assign(world.store, { countsAt: undefined });
    model.sell('A-1', 2);
    model.sell('B-2', 1);
    world.event('A-1', 'B-2');
    await world.run();
    model.fault = (name, nth) =>
      name === 'updateInventory' && nth === 1 ? { when: 'before', failure: failure('no-answer') } : null;
    Object.assign(world.services.settings, { mode: 'recommend' });
    await world.store.recordCount({
      ...{ position: { skuId: '10', warehouseId: 'main' }, onHand: 50, reference: 'count-1' },
      ...{ countedAt: instantOfMs(model.nowMs), planId: 'count-plan' },
    });
    await world.plan('count');
    model.pass(10_000);
    model.invoice('A-1');
    await world.look('A-1');
    Object.assign(world.services.settings, { mode: 'execute' });
    await world.plan('event');
    expect(world.current).toMatchObject({ state: 'executing', countReference: 'count-1' });
    expect(world.current?.planId).not.toBe('count-plan');
    model.pass(40_000);
    model.invoice('B-2');
    await world.look('B-2');
    world.jobs.length = 0;
    world.crashAt = ({ name }) => (name === 'concludeRemoval' ? 'after' : null);
    await expect(world.plan('recovery')).rejects.toThrow('after concludeRemoval');
    world.crashAt = () => null;
    world.store.tables.leases.clear();
    await world.plan('recovery');
    await world.run();
    expect(model.total).toBe(47);
  });

  test('a repair that a person approves beside it does not count as setting it', async () => {
    const world = new World({ mode: 'recommend' });
    const { model } = world;
    model.sell('A-1', 2);
    world.event('A-1');
    await world.run();
    model.pass(60_000);
    model.reservations = [];
    await world.count(100, instantOfMs(model.nowMs));
    await world.run();
    expect(world.current?.gate).toMatchObject({ attentions: [{ reason: 'lost-reservation' }] });
    await approvePlan(world.services, world.current?.planId ?? '', { who: 'ana', note: null });
    await world.run();
    expect(model.total).toBe(98);
    // The count found what the repair had set, or is proposed again: it is not forgotten.
    const counts = (await world.store.countsAt?.({ skuId: '10', warehouseId: 'main' }, { limit: 5 })) ?? [];
    expect(counts.map(({ plan }) => plan?.gate.kind)).toEqual(['nothing']);
  });
});

describe('of several counts', () => {
  const at = { skuId: '10', warehouseId: 'main' };
  const put = (world: World, onHand: number, countedMs: number, reference: string) =>
    world.store.recordCount({
      ...{ position: at, onHand, reference, planId: `plan-of-${reference}` },
      countedAt: instantOfMs(countedMs),
    });

  test('the newest that waits is set, in whatever order they were recorded', async () => {
    const world = new World();
    const { nowMs } = world.model;
    await put(world, 70, nowMs, 'newer');
    await put(world, 60, nowMs - 60_000, 'older');
    await world.plan('count');
    await world.run();
    expect(world.model.total).toBe(70);
    await world.plan('count');
    await world.run();
    expect(world.model.total).toBe(70);
    expect(world.model.updates).toHaveLength(1);
  });

  test('one that found nothing to change is over: a later edit by hand stands', async () => {
    const world = new World();
    await put(world, 100, world.model.nowMs, 'first');
    await world.plan('count');
    expect(world.current).toMatchObject({ gate: { kind: 'nothing' }, countReference: 'first' });
    world.model.total = 120;
    await world.plan('event');
    await world.run();
    expect(world.model.total).toBe(120);
  });

  test('dismissed: an older one that was never set stays as it is, a newer one is set', async () => {
    const world = new World({ mode: 'recommend' });
    const { nowMs } = world.model;
    await put(world, 70, nowMs, 'first');
    await world.plan('count');
    await dismissPlan(world.services, 'plan-of-first', { who: 'ana', note: null });
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
    const { model } = world;
    model.sell('A-1', 2);
    model.sell('B-2', 1);
    world.event('A-1', 'B-2');
    await world.run();
    model.invoice('A-1');
    model.pass(1_000);
    await put(world, 98, model.nowMs, 'shelf');
    await world.plan('count');
    expect({ total: model.total, reserved: model.reserved() }).toEqual({ total: 98, reserved: 3 });
    world.event('A-1');
    await world.run();
    expect({ total: model.total, reserved: model.reserved() }).toEqual({ total: 98, reserved: 1 });
    expect(model.available()).toBe(model.unpromised());
    expect(world.reservation('A-1').status).toBe('removed');
  });
});

test('a count that comes in after a removal: what a part of it had sent before is not taken out twice', async () => {
  const world = new World();
  const { model } = world;
  model.sell('A-1', 3);
  model.invoice('A-1');
  const order = model.orders.get('A-1');
  const [invoice] = order?.invoices ?? [];
  if (!order || !invoice) throw new Error('no invoice');
  const countedAtMs = model.nowMs - 5_000;
  order.invoices = [
    { ...invoice, issuedAt: instantOfMs(countedAtMs - 1_000), items: [{ lineIndex: 0, quantity: 2 }] },
    { ...invoice, invoiceNumber: '2', items: [{ lineIndex: 0, quantity: 1 }] },
  ];
  world.event('A-1');
  await world.run();
  await world.count(98, instantOfMs(countedAtMs));
  await world.run();
  expect(model.total).toBe(97);
});
