import { World } from './world';

/** A is invoiced; the store will not record that its update begins: another one is not concluded yet. */
async function refused(world: World): Promise<() => void> {
  world.shop.sell('A-1', 2);
  world.shop.invoice('A-1');
  await world.look('A-1');
  const { beginRemoval } = world.store;
  world.store.beginRemoval = async () => false;
  return () => {
    world.store.beginRemoval = beginRemoval;
  };
}

test('an update whose intent is refused is not sent, and follows later', async () => {
  const world = new World();
  const allow = await refused(world);
  expect(await world.plan()).toMatchObject({ kind: 'again' });
  expect(world.shop.updates).toEqual([]);
  expect(world.current?.state).toBe('approved');
  allow();
  await world.run();
  expect(world.shop.total).toBe(98);
  expect(world.reservation('A-1').status).toBe('removed');
});

test('a recommendation that somebody carried out is not concluded while its intent is refused', async () => {
  const world = new World({ mode: 'recommend' });
  const allow = await refused(world);
  await world.plan();
  const gate = world.current?.gate;
  if (gate?.kind !== 'remove') throw new Error('nothing recommended');
  await world.shop.api.updateInventory(gate.position, gate.update);
  await world.plan();
  expect(world.plans().filter(({ state }) => state === 'executed')).toEqual([]);
  allow();
});
