import { World } from './world';

/** A is invoiced, B is open; both are recorded, nothing is planned yet. */
async function ready(): Promise<World> {
  const world = new World();
  world.shop.sell('A-1', 2);
  world.shop.sell('B-2', 3);
  world.shop.invoice('A-1');
  world.event('A-1', 'B-2');
  for (const orderId of ['A-1', 'B-2']) await world.drainOne(orderId);
  world.jobs.length = 0;
  return world;
}

test('killed while an update is on its way: nothing else is sent before it cannot land any more', async () => {
  const world = await ready();
  const { shop } = world;
  shop.faults.set({ endpoint: 'putInventory', fault: { kind: 'late-effect', ms: 25_000 }, times: 1 });
  world.crashAt = ({ name }) => (name === 'updateInventory' ? 'after' : null);
  await expect(world.plan()).rejects.toThrow('after updateInventory');
  world.crashAt = () => null;
  world.store.tables.leases.clear();
  shop.invoice('B-2');
  await world.drainOne('B-2');
  const outcome = await world.plan('recovery');
  expect(outcome).toMatchObject({ kind: 'again' });
  expect(outcome.kind === 'again' ? outcome.afterMs : 0).toBeGreaterThan(25_000);
  shop.pass(20_000);
  expect((await world.plan('recovery')).kind).toBe('again');
  expect(shop.total).toBe(100);
  expect(shop.calledTimes('putInventory')).toBe(1);
  shop.pass(10_000);
  expect(shop.total).toBe(98);
  await world.plan('recovery');
  await world.run();
  expect(shop.calledTimes('putInventory')).toBe(2);
  expect(shop.updates.map((one) => one.quantity)).toEqual([95]);
  expect(shop.available()).toBe(shop.unpromised());
});

test('a lock that is lost while its position is planned: nothing is sent under it, and the next plan sends', async () => {
  const world = await ready();
  const { shop, store, services } = world;
  let isLost = false;
  services.store = {
    ...store,
    async lockPosition(position) {
      const lease = await store.lockPosition(position);
      return lease && { ...lease, isHeld: () => !isLost && lease.isHeld() };
    },
    async recordPlan(plan, effects) {
      await store.recordPlan(plan, effects);
      isLost = true;
    },
  };
  expect(await world.plan()).toMatchObject({ kind: 'again' });
  expect(shop.updates).toHaveLength(0);
  expect(world.current?.state).toBe('approved');
  isLost = false;
  expect((await world.plan()).kind).toBe('done');
  expect(shop.updates.map((one) => one.quantity)).toEqual([98]);
});

test('a time-out whose update lands late, with a write of somebody else before it', async () => {
  const world = await ready();
  const { shop } = world;
  shop.meanwhile('before', 'putInventory', () => shop.setTotal(70));
  shop.fail('putInventory', 'hang-before');
  expect((await world.plan()).kind).toBe('again');
  expect(world.current?.state).toBe('executing');
  shop.pass(31_000);
  await world.plan();
  await world.run();
  expect(world.plans().map((plan) => plan.result?.kind)).toEqual(['unclear', 'proven']);
  expect(shop.total).toBe(68);
});

test.each([
  ['refused for now', 'locked'],
  ['answered 200 and not applied', 'not-done'],
] as const)('%s: known to be over, and sent again within seconds', async (_name, failed) => {
  const world = await ready();
  const { shop } = world;
  shop.fail('putInventory', failed);
  const startMs = shop.nowMs;
  const outcome = await world.plan();
  shop.pass(outcome.kind === 'again' ? outcome.afterMs : 0);
  expect(await world.plan()).toEqual({ kind: 'done' });
  expect(shop.total).toBe(98);
  expect(shop.nowMs - startMs).toBeLessThan(10_000);
});

test('never answered and never applied: given up after the same number of sendings', async () => {
  const world = await ready();
  world.shop.fail('putInventory', 'hang-before', {});
  for (let tries = 0; tries < 20; tries += 1) {
    const outcome = await world.plan('recovery');
    world.shop.pass(outcome.kind === 'again' ? outcome.afterMs : 1_000);
  }
  expect(world.shop.calledTimes('putInventory')).toBe(8);
  expect(world.current).toMatchObject({ state: 'failed', result: { kind: 'not-applied' } });
});

test('who waits for the first proof looks less and less often', async () => {
  const world = await ready();
  const turn = await world.store.lockAccountUpdates();
  const first = await world.plan();
  world.shop.pass(60_000);
  const later = await world.plan();
  await turn?.end();
  expect([first, later]).toMatchObject([
    { kind: 'again', afterMs: 3_000 },
    { kind: 'again', afterMs: 30_000 },
  ]);
});
