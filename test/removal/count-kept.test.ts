import { instantOfMs } from '@holdfast/node/core/instant';
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
