import { approvePlan } from '@holdfast/node/removal/approve-plan';
import { recoverRemovals } from '@holdfast/node/removal/recover-removals';
import { anId } from '../builders/an-id';
import { hotShirt, World } from './world';

/** What happens at the store; with a crash somewhere it must end as without. */
const SCENARIOS: Record<string, () => Promise<World>> = {
  'a removal beside an open order': async () => hotShirt(new World()),
  'an update that answers 500 though applied': async () => {
    const world = hotShirt(new World());
    world.shop.fail('putInventory', 'error-after');
    return world;
  },
  'a platform that does not honour the watermark': async () => {
    const world = hotShirt(new World());
    world.shop.platform.honoursWatermark = false;
    return world;
  },
  'an order canceled in handling': async () => {
    const world = hotShirt(new World());
    world.shop.sell('D-4', 4);
    world.shop.cancel('D-4');
    world.shop.invoice('C-3');
    world.event('D-4');
    return world;
  },
};

/** A person who approves whatever is proposed. */
async function approveAll(world: World): Promise<void> {
  for (const plan of world.plans()) {
    if (plan.state !== 'proposed') continue;
    try {
      await approvePlan(world.services, plan.planId, { who: 'ana', note: null });
    } catch {
      await approvePlan(world.services, plan.planId, { who: 'ana', note: null });
    }
  }
  await world.run();
}

describe.each(Object.entries(SCENARIOS))('%s', (_name, scenario) => {
  test.each(['before', 'after'] as const)('a crash %s any one call ends as none', async (when) => {
    const calm = await scenario();
    await calm.run();
    const expected = calm.books();
    expect(expected.total - expected.reserved).toBe(calm.shop.unpromised());
    for (let nth = 1; nth <= calm.calls; nth += 1) {
      const world = await scenario();
      let name = '';
      world.crashAt = (call) => {
        if (call.nth !== nth) return null;
        name = call.name;
        return when;
      };
      await world.run();
      expect(world.crashes).toBe(1);
      expect({ crash: `${when} call ${nth} ${name}`, ...world.books() }).toEqual({
        crash: `${when} call ${nth} ${name}`,
        ...expected,
      });
    }
    expect(calm.calls).toBeGreaterThan(20);
  });

  test('crashing again and again ends as never', async () => {
    const calm = await scenario();
    await calm.run();
    for (const every of [7, 11, 13, 17]) {
      const world = await scenario();
      world.crashAt = ({ nth }) =>
        nth % every === 0 && nth < 150 ? (nth % 2 === 0 ? 'before' : 'after') : null;
      await world.run();
      expect(world.crashes).toBeGreaterThan(0);
      expect({ every, ...world.books() }).toEqual({ every, ...calm.books() });
    }
  });
});

test.each(['before', 'after'] as const)(
  'recommend mode: a crash %s any one call on the way from yes to done',
  async (when) => {
    const calm = hotShirt(new World({ mode: 'recommend' }));
    await calm.run();
    await approveAll(calm);
    const expected = calm.books();
    expect(expected.total).toBe(97);
    for (let nth = 1; nth <= calm.calls; nth += 1) {
      const world = hotShirt(new World({ mode: 'recommend' }));
      world.crashAt = (call) => (call.nth === nth ? when : null);
      await world.run();
      await approveAll(world);
      expect({ nth, ...world.books() }).toEqual({ nth, ...expected });
      expect(world.told('holdfast.removal.recommended')).toHaveLength(1);
    }
  },
);

test('at start every removal that was begun is read back and concluded', async () => {
  const world = hotShirt(new World());
  for (const orderId of ['A-1', 'B-2', 'C-3']) await world.drainOne(orderId);
  world.crashAt = ({ name }) => (name === 'updateInventory' ? 'after' : null);
  await expect(world.plan()).rejects.toThrow('after updateInventory');
  world.store.tables.leases.clear();
  world.crashAt = () => null;
  expect(world.current?.state).toBe('executing');
  await recoverRemovals(world.services, 0);
  await world.run();
  expect(world.current).toMatchObject({ state: 'executed', result: { kind: 'proven' } });
  expect(world.shop.calledTimes('putInventory')).toBe(1);
  expect(world.reservation('A-1').status).toBe('removed');
});

test('by the clock only those are taken up that were begun so long ago: a younger one may be on its way', async () => {
  const world = hotShirt(new World());
  for (const orderId of ['A-1', 'B-2', 'C-3']) await world.drainOne(orderId);
  world.crashAt = ({ name }) => (name === 'updateInventory' ? 'after' : null);
  await expect(world.plan()).rejects.toThrow('after updateInventory');
  world.store.tables.leases.clear();
  world.crashAt = () => null;
  world.jobs.length = 0;
  world.shop.pass(60_000);
  await recoverRemovals(world.services, 120_000);
  expect(world.jobs).toEqual([]);
  world.shop.pass(60_000);
  await recoverRemovals(world.services, 120_000);
  expect(world.jobs).toMatchObject([{ kind: 'position', trigger: 'recovery' }]);
});

test('begun and never sent, and by now another update is needed: the old plan is superseded', async () => {
  const world = hotShirt(new World());
  for (const orderId of ['A-1', 'B-2', 'C-3']) await world.drainOne(orderId);
  world.crashAt = ({ name }) => (name === 'updateInventory' ? 'before' : null);
  await expect(world.plan()).rejects.toThrow('before updateInventory');
  world.store.tables.leases.clear();
  world.crashAt = () => null;
  world.shop.invoice('C-3');
  await world.look('C-3');
  await world.run();
  expect(world.shop.updates.map((one) => one.quantity)).toEqual([94]);
  expect(world.plans().map((plan) => plan.state)).toEqual(['superseded', 'executed']);
});

test('an update that nobody concluded is taken up although a newer plan was recorded beside it', async () => {
  const world = hotShirt(new World());
  for (const orderId of ['A-1', 'B-2', 'C-3']) await world.look(orderId);
  world.crashAt = ({ name }) => (name === 'updateInventory' ? 'after' : null);
  await expect(world.plan()).rejects.toThrow();
  world.crashAt = () => null;
  world.store.tables.leases.clear();
  const [begun] = await world.store.unfinishedRemovals();
  if (begun === undefined) throw new Error('no update was begun');
  // 1. Two hold the position: a lease was lost with its connection. 2. One records a plan while the other
  // sends. 3. The sender dies.
  await world.store.recordPlan(
    { ...begun, planId: anId('beside'), state: 'held', intent: null },
    { deliveries: [], log: [] },
  );
  await world.run();
  expect(await world.store.plan(begun.planId)).toMatchObject({ state: 'executed' });
  expect(await world.store.unfinishedRemovals()).toEqual([]);
  expect(world.shop.available()).toBe(world.shop.unpromised());
  expect(world.reservation('A-1').status).toBe('removed');
});
