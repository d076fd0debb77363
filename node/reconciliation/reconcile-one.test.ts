import { SHIRT } from '../../test/removal/vtex-model';
import { World } from '../../test/removal/world';
import { createMemoryReconciliations } from '../store/memory/memory-reconciliations';
import { reconcileOne } from './reconcile';

/** Known issues 1220722 and 991735: nothing happens there any more that would have the position planned. */
test.each([
  ['what VTEX let go of is counted still', 2, 'list-disagrees'],
  ['what VTEX let go of was taken off twice', -2, 'negative-reserved'],
])('%s: the position is planned, so that a person hears of it', async (_case, reserved, reason) => {
  const world = new World();
  const { model } = world;
  model.place('A-1', 2);
  world.event('A-1');
  await world.run();
  model.cancel('A-1');
  world.event('A-1');
  await world.run();
  model.reserved = () => reserved;
  model.pass(3_600_000);
  const services = {
    ...world.services,
    reports: createMemoryReconciliations(world.store.tables),
    connector: null,
  };
  const line = await reconcileOne(services, SHIRT, null);
  expect(line.notCompared).toContain(`${reserved} reserved units`);
  await world.work(20);
  expect(world.current).toMatchObject({ state: 'proposed', gate: { attentions: [{ reason }] } });
});
