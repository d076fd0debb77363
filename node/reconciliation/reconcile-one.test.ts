import { SHIRT } from '../../test/removal/shop';
import { World } from '../../test/removal/world';
import { createMemoryReconciliations } from '../store/memory/memory-reconciliations';
import { reconcileOne } from './reconcile';

/** KI 1220722: what VTEX let go of is counted still, and nothing happens there that would have it planned. */
test('numbers of VTEX that do not agree with each other are planned, so that a person hears of them', async () => {
  const world = new World();
  const { shop } = world;
  shop.platform.countsAborted = true;
  shop.place('A-1', 2);
  world.event('A-1');
  await world.run();
  shop.cancel('A-1');
  world.event('A-1');
  await world.run();
  shop.pass(3_600_000);
  const services = {
    ...world.services,
    reports: createMemoryReconciliations(world.store.tables),
    connector: null,
  };
  const line = await reconcileOne(services, SHIRT, null);
  expect(line.notCompared).toContain('2 reserved units');
  await world.work(20);
  expect(world.current).toMatchObject({
    state: 'proposed',
    gate: { kind: 'hold', attentions: [{ reason: 'list-disagrees' }] },
  });
});
