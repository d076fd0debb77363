import { instantOfMs } from '@holdfast/node/core/instant';
import { countsOf, waitingCount } from '@holdfast/node/counts/counts-of';
import { createMemoryDocuments } from '../../simulation/stores/vbase/memory-documents';
import { anId } from '../builders/an-id';
import { SHIRT } from '../removal/shop';
import { World } from '../removal/world';
import { workerOn } from './vbase-fixtures';

const DAY_MS = 86_400_000;

it('never sends a count again that was applied before the retention took its plan', async () => {
  const world = new World({ gatherWindowMs: 0, mirrorOn: false });
  const { shop } = world;
  const documents = createMemoryDocuments();
  const fresh = () => workerOn(documents, { now: () => shop.nowMs });
  const replaceWorker = () => {
    const store = fresh();
    Object.assign(world, { store });
    Object.assign(world.services, { store });
  };
  const runAll = async () => {
    await world.drain();
    for (const position of await fresh().positionsToPlan(shop.nowMs, 100))
      await world.plan('sweep', position);
    await world.drain();
  };
  replaceWorker();
  await world.count(80, instantOfMs(shop.nowMs));
  await runAll();
  expect(shop.total).toBe(80);
  for (let index = 0; index < 8; index++) {
    shop.pass(DAY_MS / 4);
    shop.sell(`O-${index}`, 2);
    world.event(`O-${index}`);
    await world.drain();
    shop.pass(60_000);
    shop.invoice(`O-${index}`);
    world.event(`O-${index}`);
    await runAll();
  }
  expect(shop.total).toBe(64);
  const [applied] = await fresh().countsAt(SHIRT, { limit: 1 });
  const carrier = applied?.plan?.planId ?? anId('');
  expect(await fresh().plan(carrier)).toMatchObject({ state: 'executed' });
  // Goods arrive: somebody raises the total in VTEX itself.
  shop.setTotal(500);
  for (let day = 0; day < 35; day++) {
    shop.pass(DAY_MS);
    for (let times = 0; times < 3; times++) await fresh().tidy({ retentionMs: 30 * DAY_MS, atMost: 20 });
  }
  replaceWorker();
  expect(await fresh().plan(carrier)).toBeNull();
  expect(waitingCount(await countsOf(world.services.store, SHIRT))).toBeNull();
  const sent = shop.updates.length;
  for (let times = 0; times < 3; times++) await world.plan('event');
  expect(shop.updates).toHaveLength(sent);
  expect(shop.total).toBe(500);
});
