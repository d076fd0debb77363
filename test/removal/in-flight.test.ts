import { failure } from './vtex-model';
import { World } from './world';

/** A is invoiced, B is open; both are recorded, nothing is planned yet. */
async function ready(): Promise<World> {
  const world = new World();
  world.model.sell('A-1', 2);
  world.model.sell('B-2', 3);
  world.model.invoice('A-1');
  world.event('A-1', 'B-2');
  for (const orderId of ['A-1', 'B-2']) await world.drainOne(orderId);
  world.jobs.length = 0;
  return world;
}

test('killed while an update is on its way: nothing else is sent before it cannot land any more', async () => {
  const world = await ready();
  const { model } = world;
  world.crashAt = ({ name }) => (name === 'updateInventory' ? 'before' : null);
  await expect(world.plan()).rejects.toThrow('before updateInventory');
  world.crashAt = () => null;
  world.store.tables.leases.clear();
  const late = world.current?.intent?.update;
  if (late === undefined) throw new Error('no intent');
  model.invoice('B-2');
  await world.drainOne('B-2');
  const outcome = await world.plan('recovery');
  expect(outcome).toMatchObject({ kind: 'again' });
  expect(outcome.kind === 'again' ? outcome.afterMs : 0).toBeGreaterThan(25_000);
  model.pass(20_000);
  expect((await world.plan('recovery')).kind).toBe('again');
  expect(model.updates).toHaveLength(0);
  model.apply(late);
  model.pass(10_000);
  await world.plan('recovery');
  await world.run();
  expect(model.updates.map((one) => one.quantity)).toEqual([98, 95]);
  expect(model.available()).toBe(model.unpromised());
});

test('a lock that is lost while its position is planned: nothing is sent under it, and the next plan sends', async () => {
  const world = await ready();
  const { model, store, services } = world;
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
  expect(model.updates).toHaveLength(0);
  expect(world.current?.state).toBe('approved');
  isLost = false;
  expect((await world.plan()).kind).toBe('done');
  expect(model.updates.map((one) => one.quantity)).toEqual([98]);
});

test('a time-out whose update lands late, with a write of somebody else before it', async () => {
  const world = await ready();
  const { model } = world;
  model.fault = (name, nth) =>
    name === 'updateInventory' && nth === 1
      ? {
          when: 'before',
          failure: failure('no-answer'),
          also: () => {
            model.total = 70;
          },
        }
      : null;
  expect((await world.plan()).kind).toBe('again');
  expect(world.current?.state).toBe('executing');
  model.pass(31_000);
  await world.plan();
  await world.run();
  expect(world.plans().map((plan) => plan.result?.kind)).toEqual(['unclear', 'proven']);
  expect(model.total).toBe(68);
});

test.each([
  ['refused for now', failure('locked', { status: 423, maybeApplied: false })],
  ['answered 200 and not applied', null],
])('%s: known to be over, and sent again within seconds', async (_name, refused) => {
  const world = await ready();
  const { model } = world;
  const apply = model.apply.bind(model);
  let sent = 0;
  model.apply = (update) => (++sent === 1 && refused === null ? undefined : apply(update));
  model.fault = (name, nth) =>
    name === 'updateInventory' && nth === 1 && refused !== null ? { when: 'before', failure: refused } : null;
  const startMs = model.nowMs;
  const outcome = await world.plan();
  model.pass(outcome.kind === 'again' ? outcome.afterMs : 0);
  expect(await world.plan()).toEqual({ kind: 'done' });
  expect(model.total).toBe(98);
  expect(model.nowMs - startMs).toBeLessThan(10_000);
});

test('never answered and never applied: given up after the same number of sendings', async () => {
  const world = await ready();
  world.model.fault = (name) =>
    name === 'updateInventory' ? { when: 'before', failure: failure('no-answer') } : null;
  for (let tries = 0; tries < 20; tries += 1) {
    const outcome = await world.plan('recovery');
    world.model.pass(outcome.kind === 'again' ? outcome.afterMs : 1_000);
  }
  expect(world.model.calledTimes('updateInventory')).toBe(8);
  expect(world.current).toMatchObject({ state: 'failed', result: { kind: 'not-applied' } });
});

test('who waits for the first proof looks less and less often', async () => {
  const world = await ready();
  const turn = await world.store.lockAccountUpdates();
  const first = await world.plan();
  world.model.pass(60_000);
  const later = await world.plan();
  await turn?.release();
  expect([first, later]).toMatchObject([
    { kind: 'again', afterMs: 3_000 },
    { kind: 'again', afterMs: 30_000 },
  ]);
});
