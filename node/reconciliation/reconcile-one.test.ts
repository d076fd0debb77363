import { createMemoryReconciliations } from '../../simulation/stores/memory/memory-reconciliations';
import { lockOf, SHIRT, type Shop } from '../../test/removal/shop';
import { World } from '../../test/removal/world';
import { reconcileOne } from './reconcile';

const takeOffTwice = (shop: Shop) => {
  shop.platform.cancelOfReleased = 'negative';
  shop.discard('A-1');
  shop.model.cancelReservation(lockOf('A-1'));
};

/** Known issues 1220722 and 991735: nothing happens there any more that would have the position planned. */
test.each<[string, number, string, (shop: Shop) => void]>([
  [
    'what VTEX let go of is counted still',
    2,
    'list-disagrees',
    ({ platform }) => {
      platform.countsAborted = true;
    },
  ],
  ['what VTEX let go of was taken off twice', -2, 'negative-reserved', takeOffTwice],
])('%s: the position is planned, so that a person hears of it', async (_case, reserved, reason, goWrong) => {
  const world = new World();
  const { shop } = world;
  shop.place('A-1', 2);
  world.event('A-1');
  await world.run();
  goWrong(shop);
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
  expect(line.notCompared).toContain(`${reserved} reserved units`);
  await world.work(20);
  expect(world.current).toMatchObject({ state: 'proposed', gate: { attentions: [{ reason }] } });
});
