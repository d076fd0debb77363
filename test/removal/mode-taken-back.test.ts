import { anId } from '../builders/an-id';
import { World } from './world';

/** A is invoiced, B is open; both are on record, and nothing is planned yet. */
async function invoicedShirt(): Promise<World> {
  const world = new World();
  world.shop.sell('A-1', 2);
  world.shop.sell('B-2', 3);
  world.shop.invoice('A-1');
  for (const id of ['A-1', 'B-2']) await world.look(id);
  world.jobs.length = 0;
  return world;
}

describe('execute mode that is taken back', () => {
  test.each(['locked', 'rate-limited'] as const)(
    'while VTEX says %s: nothing is sent until a person says yes',
    async (kind) => {
      const world = await invoicedShirt();
      const { shop } = world;
      shop.fail('putInventory', kind, {});
      await world.plan();
      const { state, decidedBy, planId } = world.current ?? {};
      expect({ state, decidedBy }).toEqual({ state: 'executing', decidedBy: 'execute mode' });

      world.services.settings.mode = 'recommend';
      shop.faults.clear();
      shop.pass(3_600_000);
      await world.plan();
      expect(shop.updates).toHaveLength(0);
      expect(world.current).toMatchObject({ state: 'proposed', decidedBy: null });
      expect(world.current?.planId).not.toBe(planId);
      expect((await world.store.plan(planId ?? anId('')))?.state).toBe('superseded');

      await world.plan();
      expect(shop.updates).toHaveLength(0);
      world.services.settings.mode = 'execute';
      await world.plan();
      expect(shop.updates).toHaveLength(1);
      expect(world.reservation('A-1').status).toBe('removed');
    },
  );

  test('after the update was sent: it is read back and concluded all the same', async () => {
    const world = await invoicedShirt();
    const { shop } = world;
    shop.fail('putInventory', 'hang-after');
    shop.meanwhile('after', 'putInventory', () => shop.fail('getBalance', 'hang-before', {}));
    await world.plan();
    expect(world.current?.state).toBe('executing');
    world.services.settings.mode = 'recommend';
    shop.faults.clear();
    await world.plan();
    expect(shop.updates).toHaveLength(1);
    expect(world.reservation('A-1').status).toBe('removed');
  });
});
