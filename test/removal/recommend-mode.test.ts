import { instantOfMs } from '@holdfast/node/core/instant';
import { approvePlan } from '@holdfast/node/removal/approve-plan';
import { dismissPlan } from '@holdfast/node/removal/dismiss-plan';
import { anId } from '../builders/an-id';
import { World } from './world';

const ANA = { who: 'ana', note: 'counted' };

/** A is invoiced, C is open. */
async function proposed(): Promise<World> {
  const world = new World({ mode: 'recommend' });
  world.shop.sell('A-1', 2);
  world.shop.sell('C-3', 3);
  world.shop.invoice('A-1');
  world.event('A-1', 'C-3');
  await world.run();
  return world;
}

function waiting(world: World): string {
  const plan = world.current;
  if (plan?.state !== 'proposed') throw new Error(`expected a proposal, found ${plan?.state ?? 'nothing'}`);
  return plan.planId;
}

describe('recommend mode', () => {
  test('proposes with evidence, tells the ERP once, and sends nothing', async () => {
    const world = await proposed();
    world.event('A-1', 'C-3');
    await world.run();
    expect(world.shop.updates).toHaveLength(0);
    expect(world.plans()).toHaveLength(1);
    const [told, ...more] = world.told('holdfast.removal.recommended');
    expect(more).toEqual([]);
    expect(told?.data).toMatchObject({
      planId: waiting(world),
      totalQuantity: 100,
      newQuantity: 98,
      releases: [{ orderId: 'A-1', quantity: 2 }],
      holds: [{ orderId: 'C-3', because: 'open' }],
    });
    expect(world.store.tables.log.filter((entry) => entry.kind === 'plan')).toHaveLength(1);
  });

  test('approved: planned again, sent, proven, recorded', async () => {
    const world = await proposed();
    const planId = waiting(world);
    expect(await approvePlan(world.services, anId(planId), ANA)).toMatchObject({ kind: 'decided' });
    await world.run();
    expect(world.shop.total).toBe(98);
    expect(await world.store.plan(anId(planId))).toMatchObject({
      state: 'executed',
      decidedBy: 'ana',
      decisionNote: 'counted',
    });
    expect(world.statusesTold('A-1')).toEqual(['invoiced', 'removed']);
    expect(world.told('holdfast.stock.reconciled')).toHaveLength(1);
  });

  test.each(['proposed', 'approved'])(
    '%s, and from then on no reading agrees with itself: a person hears of it',
    async (state) => {
      const world = await proposed();
      const { shop } = world;
      shop.platform.countsAborted = true;
      shop.place('B-9');
      shop.cancel('B-9');
      if (state === 'approved') await approvePlan(world.services, anId(waiting(world)), ANA);
      await world.plan();
      expect(world.current?.state).toBe(state);
      for (let minute = 0; minute < 6; minute += 1) {
        shop.pass(60_000);
        await world.plan();
      }
      expect(world.current).toMatchObject({
        state: 'proposed',
        gate: { kind: 'hold', attentions: [{ reason: 'list-disagrees' }] },
      });
      shop.platform.countsAborted = false;
      await world.plan();
      expect(world.current).toMatchObject({ state: 'proposed', gate: { kind: 'remove' } });
    },
  );

  test('approving twice, late, or what does not exist', async () => {
    const world = await proposed();
    const planId = waiting(world);
    await approvePlan(world.services, anId(planId), ANA);
    await approvePlan(world.services, anId(planId), ANA);
    await world.run();
    expect(world.shop.updates).toHaveLength(1);
    expect(await approvePlan(world.services, anId(planId), ANA)).toMatchObject({ kind: 'not-waiting' });
    expect(await dismissPlan(world.services, anId(planId), ANA)).toMatchObject({ kind: 'not-waiting' });
    expect(await approvePlan(world.services, anId('none'), ANA)).toEqual({ kind: 'not-found' });
  });

  test('an approval covers what was shown: changed facts supersede it and are proposed anew', async () => {
    const world = await proposed();
    const planId = waiting(world);
    world.shop.invoice('C-3');
    await world.look('C-3');
    await approvePlan(world.services, anId(planId), ANA);
    await world.run();
    expect(world.shop.updates).toHaveLength(0);
    expect(await world.store.plan(anId(planId))).toMatchObject({ state: 'superseded' });
    expect(world.current).toMatchObject({ state: 'proposed', gate: { update: { quantity: 95 } } });
    expect(world.told('holdfast.removal.recommended')).toHaveLength(2);
  });

  test('an order handled after the approval is kept although the plan never showed it', async () => {
    const world = await proposed();
    await approvePlan(world.services, anId(waiting(world)), ANA);
    world.shop.sell('late-9', 1);
    await world.run();
    expect(world.shop.total).toBe(98);
    expect(world.shop.isListed('late-9')).toBe(true);
    expect(world.current?.intent?.mustKeep.map((one) => one.orderId)).toEqual(['C-3', 'late-9']);
  });

  test('dismissed: not proposed again while the facts stay the same, and proposed when they change', async () => {
    const world = await proposed();
    await dismissPlan(world.services, anId(waiting(world)), ANA);
    world.event('A-1');
    await world.run();
    await world.plan('sweep');
    expect(world.current?.state).toBe('dismissed');
    expect(world.told('holdfast.removal.recommended')).toHaveLength(1);
    world.shop.invoice('C-3');
    world.event('C-3');
    await world.run();
    expect(world.current).toMatchObject({ state: 'proposed', gate: { update: { quantity: 95 } } });
  });

  test('423 after a yes does not ask for another yes', async () => {
    const world = await proposed();
    const planId = waiting(world);
    world.shop.fail('putInventory', 'locked', { times: 2 });
    await approvePlan(world.services, anId(planId), ANA);
    await world.run();
    expect(world.shop.total).toBe(98);
    expect((await world.store.plan(anId(planId)))?.state).toBe('executed');
  });

  test('the ERP sends the recommended update itself: concluded, nothing sent a second time', async () => {
    const world = await proposed();
    const planId = waiting(world);
    const gate = world.current?.gate;
    if (gate?.kind !== 'remove') throw new Error('expected a removal');
    const { quantity, dateUtcOnBalanceSystem, leadTime } = gate.update;
    world.shop.write(quantity, dateUtcOnBalanceSystem, leadTime);
    await world.plan('sweep');
    await world.run();
    expect(world.shop.updates).toHaveLength(0);
    expect(world.shop.total).toBe(98);
    expect(await world.store.plan(anId(planId))).toMatchObject({
      state: 'executed',
      decidedBy: 'outside',
      intent: { attempts: 0 },
    });
    expect(world.statusesTold('A-1')).toEqual(['invoiced', 'removed']);
    expect(world.store.tables.trust).toBe('proven');
  });

  test('the ERP sends another total than was recommended: that is no update of ours', async () => {
    const world = await proposed();
    const planId = waiting(world);
    const gate = world.current?.gate;
    if (gate?.kind !== 'remove') throw new Error('expected a removal');
    world.shop.write(gate.update.quantity - 1, gate.update.dateUtcOnBalanceSystem);
    await world.plan('sweep');
    await world.run();
    expect((await world.store.plan(anId(planId)))?.state).toBe('superseded');
    expect(world.store.tables.trust).toBe('unproven');
  });

  test('a count is proposed, and somebody types its total: which reservations that keeps proves nothing', async () => {
    const world = new World({ mode: 'recommend' });
    world.shop.sell('C-3', 3);
    world.event('C-3');
    await world.run();
    await world.count(90, instantOfMs(world.shop.nowMs));
    await world.run();
    expect(world.current).toMatchObject({ state: 'proposed', gate: { update: { quantity: 90 } } });
    world.shop.setTotal(90);
    await world.plan('sweep');
    await world.run();
    expect(world.store.tables.trust).toBe('unproven');
    expect(world.plans().map(({ decidedBy }) => decidedBy)).not.toContain('outside');
  });

  test('the mode becomes execute: what waited runs', async () => {
    const world = await proposed();
    world.services.settings.mode = 'execute';
    await world.plan('sweep');
    expect(world.shop.total).toBe(98);
  });
});

describe('attentions', () => {
  test.each(['recommend', 'execute'] as const)(
    'invoiced but never acknowledged (%s): a yes acknowledges, the release follows',
    async (mode) => {
      const world = new World({ mode });
      world.shop.place('A-1', 2);
      world.shop.approve('A-1');
      world.shop.pass(10_000);
      world.shop.invoice('A-1');
      world.event('A-1');
      await world.run();
      expect(world.current).toMatchObject({
        state: 'proposed',
        gate: { kind: 'attention', attentions: [{ reason: 'invoiced-not-acknowledged' }] },
      });
      const attention = waiting(world);
      await approvePlan(world.services, anId(attention), ANA);
      await world.run();
      expect((await world.store.plan(anId(attention)))?.state).toBe('executed');
      if (mode === 'recommend') {
        await approvePlan(world.services, anId(waiting(world)), ANA);
        await world.run();
      }
      expect(world.shop.total).toBe(98);
      expect(world.reservation('A-1').status).toBe('removed');
    },
  );

  test('VTEX says yes to an acknowledgement and does nothing: not believed', async () => {
    const world = new World();
    world.shop.place('A-1', 2);
    world.shop.approve('A-1');
    world.shop.invoice('A-1');
    world.event('A-1');
    await world.run();
    world.shop.fail('acknowledgeReservation', 'not-done', {});
    const attention = waiting(world);
    await approvePlan(world.services, anId(attention), ANA);
    await world.drain();
    const failed = world.store.tables.log.filter(
      (one) => one.planId === attention && one.outcome === 'attention',
    );
    expect(failed.at(-1)?.message).toContain('nothing changed for 00-A-1');
    expect((await world.store.plan(anId(attention)))?.state).toBe('failed');
    await world.plan('sweep');
    expect(world.current?.state).toBe('proposed');
  });

  test('canceled but still reserved: a yes cancels the reservation, read back', async () => {
    const world = new World({ mode: 'execute' });
    world.shop.place('A-1', 2);
    world.shop.approve('A-1');
    world.event('A-1');
    await world.run();
    world.shop.model.tellOrder('A-1', { fields: { status: 'canceled' } });
    world.event('A-1');
    await world.run();
    await world.plan('sweep');
    await approvePlan(world.services, anId(waiting(world)), ANA);
    await world.run();
    expect(world.shop.available()).toBe(100);
    expect(world.shop.updates).toHaveLength(0);
  });

  test('somebody else discards an open reservation: a yes takes its units off sale, its invoice deducts no more', async () => {
    const world = new World({ mode: 'execute' });
    world.shop.sell('A-1', 2);
    world.shop.sell('B-2', 1);
    world.event('A-1', 'B-2');
    await world.run();
    world.shop.push(100);
    await world.plan('sweep');
    expect(world.current).toMatchObject({
      gate: { kind: 'attention', attentions: [{ reason: 'lost-reservation' }] },
    });
    const repair = waiting(world);
    await approvePlan(world.services, anId(repair), ANA);
    await world.run();
    expect(world.shop.total).toBe(97);
    expect((await world.store.plan(anId(repair)))?.state).toBe('executed');
    expect(world.store.tables.trust).toBe('unproven');
    world.shop.invoice('A-1');
    world.shop.cancel('B-2');
    world.event('A-1', 'B-2');
    await world.run();
    expect(world.shop.total).toBe(98);
    expect(world.shop.available()).toBe(world.shop.unpromised());
  });

  test('a removal that waited beside a question is carried out: the question stays, without another event', async () => {
    const world = new World({ mode: 'recommend' });
    const { shop } = world;
    shop.sell('A-1', 2);
    shop.place('B-2', 1);
    shop.approve('B-2');
    shop.pass(10_000);
    for (const orderId of ['A-1', 'B-2']) shop.invoice(orderId);
    world.event('A-1', 'B-2');
    await world.drain();
    await approvePlan(world.services, anId(waiting(world)), ANA);
    await world.drain();
    expect(shop.total).toBe(98);
    expect(world.current).toMatchObject({
      state: 'proposed',
      gate: { kind: 'attention', attentions: [{ reason: 'invoiced-not-acknowledged', orderId: 'B-2' }] },
    });
  });

  test('a report that proposes nothing cannot be approved', async () => {
    const world = new World();
    world.shop.sell('ghost-1');
    world.shop.model.tellOrder('ghost-1', { notFound: true });
    await world.plan('sweep');
    expect(world.current).toMatchObject({
      state: 'proposed',
      gate: { attentions: [{ reason: 'unknown-order', propose: null }] },
    });
    expect(await approvePlan(world.services, anId(waiting(world)), ANA)).toMatchObject({
      kind: 'nothing-to-run',
    });
  });
});

describe('stock counts', () => {
  test('the plan has the id that the ERP was promised; a count sent twice changes nothing more', async () => {
    const world = new World();
    world.shop.sell('A-1', 2);
    world.event('A-1');
    await world.run();
    const planId = await world.count(90, instantOfMs(world.shop.nowMs));
    await world.run();
    expect(await world.store.plan(anId(planId))).toMatchObject({
      state: 'executed',
      countReference: 'count-1',
      trigger: 'count',
    });
    expect(world.shop.total).toBe(90);
    expect(world.shop.isListed('A-1')).toBe(true);
    // Corrected by hand since: the old count must not fight it.
    world.shop.setTotal(80);
    await world.count(90, instantOfMs(world.shop.nowMs));
    await world.run();
    expect(world.shop.updates).toHaveLength(1);
    expect(world.shop.total).toBe(80);
  });

  test('a count that waits for a yes is not dropped by an event; one that was carried out is over', async () => {
    const world = new World({ mode: 'recommend' });
    world.shop.sell('A-1', 2);
    world.event('A-1');
    await world.run();
    await world.count(90, instantOfMs(world.shop.nowMs));
    await world.run();
    world.shop.pass(10_000);
    world.shop.invoice('A-1');
    world.event('A-1');
    await world.run();
    expect(world.current).toMatchObject({
      state: 'proposed',
      countReference: 'count-1',
      gate: { update: { quantity: 88 } },
    });
    await approvePlan(world.services, anId(waiting(world)), ANA);
    await world.run();
    expect(world.shop.total).toBe(88);
    world.shop.sell('B-2', 1);
    world.shop.invoice('B-2');
    world.event('B-2');
    await world.run();
    expect(world.current).toMatchObject({
      state: 'proposed',
      countReference: null,
      gate: { update: { quantity: 87 } },
    });
  });

  test('goods that left after the count and were removed before it came are not counted twice', async () => {
    const world = new World();
    world.shop.sell('A-1', 2);
    const countedAt = instantOfMs(world.shop.nowMs);
    world.shop.pass(10_000);
    world.shop.invoice('A-1');
    world.event('A-1');
    await world.run();
    await world.count(100, countedAt);
    await world.run();
    expect(world.shop.total).toBe(98);
  });

  test('a proposal that waits for a person is not planned again every minute', async () => {
    const world = await proposed();
    const { shop, store } = world;
    let planned = 0;
    for (let minute = 0; minute < 60; minute += 1) {
      shop.pass(60_000);
      for (const position of await store.positionsToPlan(shop.nowMs - 10 * 60_000, 10)) {
        planned += 1;
        await world.plan('sweep', position);
      }
    }
    expect(planned).toBeGreaterThan(0);
    expect(planned).toBeLessThanOrEqual(6);
  });

  test('a count that says nothing new still answers for its promised id', async () => {
    const world = new World();
    const planId = await world.count(100, instantOfMs(world.shop.nowMs));
    await world.run();
    expect(await world.store.plan(anId(planId))).toMatchObject({ state: 'held', gate: { kind: 'nothing' } });
  });
});
