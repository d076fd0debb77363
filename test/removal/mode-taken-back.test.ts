import { failure } from './vtex-model';
import { World } from './world';

/** A is invoiced, B is open; both are on record, and nothing is planned yet. */
async function invoicedShirt(): Promise<World> {
  const world = new World();
  world.model.sell('A-1', 2);
  world.model.sell('B-2', 3);
  world.model.invoice('A-1');
  for (const id of ['A-1', 'B-2']) await world.look(id);
  world.jobs.length = 0;
  return world;
}

describe('execute mode that is taken back', () => {
  test.each(['locked', 'rate-limited'] as const)(
    'while VTEX says %s: nothing is sent until a person says yes',
    async (kind) => {
      const world = await invoicedShirt();
      const { model } = world;
      model.fault = (name) =>
        name === 'updateInventory'
          ? { when: 'before', failure: failure(kind, { maybeApplied: false }) }
          : null;
      await world.plan();
      const { state, decidedBy, planId } = world.current ?? {};
      expect({ state, decidedBy }).toEqual({ state: 'executing', decidedBy: 'execute mode' });

      world.services.settings.mode = 'recommend';
      model.fault = () => null;
      model.pass(3_600_000);
      await world.plan();
      expect(model.updates).toHaveLength(0);
      expect(world.current).toMatchObject({ state: 'proposed', decidedBy: null });
      expect(world.current?.planId).not.toBe(planId);
      expect((await world.store.plan(planId ?? ''))?.state).toBe('superseded');

      await world.plan();
      expect(model.updates).toHaveLength(0);
      world.services.settings.mode = 'execute';
      await world.plan();
      expect(model.updates).toHaveLength(1);
      expect(world.reservation('A-1').status).toBe('removed');
    },
  );

  test('after the update was sent: it is read back and concluded all the same', async () => {
    const world = await invoicedShirt();
    const { model } = world;
    model.fault = (name) =>
      name === 'updateInventory'
        ? { when: 'after', failure: failure('no-answer', { maybeApplied: true }) }
        : name === 'getBalance' && model.updates.length > 0
          ? { when: 'before', failure: failure('no-answer', { maybeApplied: false }) }
          : null;
    await world.plan();
    expect(world.current?.state).toBe('executing');
    world.services.settings.mode = 'recommend';
    model.fault = () => null;
    await world.plan();
    expect(model.updates).toHaveLength(1);
    expect(world.reservation('A-1').status).toBe('removed');
  });
});
