import { anId } from '../../test/builders/an-id';
import { aKnown, aLine, anOrder, at } from '../../test/builders/order';
import { World } from '../../test/removal/world';
import type { Order } from '../core/order/order';
import { decisionOn, learn, recordReading } from './record-reading';

const ASKED_MS = Date.UTC(2026, 2, 3, 12);

function record(world: World, order: Order, readAtMs: number) {
  return recordReading(world.services, { order, readAtMs, locks: [], others: [] });
}

const statusIn = async (world: World) => (await world.store.knownOrder(anId('v1-01')))?.order.status;

describe('two readings of an order, recorded in the other order than VTEX gave them', () => {
  const before = anOrder({ status: 'handling', changedAt: at('2026-03-03T10:00:00Z') });
  const after = anOrder({ status: 'canceled', changedAt: at('2026-03-03T10:00:01Z') });

  test("the order's own clock decides, whenever it was asked", async () => {
    const world = new World();
    await record(world, after, ASKED_MS);
    const late = await record(world, before, ASKED_MS + 5_000);
    expect(late).toMatchObject({ order: { status: 'canceled' }, changes: [], deliveries: [], log: [] });
    expect(await statusIn(world)).toBe('canceled');
  });

  test('a later word of that clock is news, though it was asked earlier', async () => {
    const world = new World();
    await record(world, before, ASKED_MS + 5_000);
    await record(world, after, ASKED_MS);
    expect(await statusIn(world)).toBe('canceled');
  });

  test.each([
    ['it stands still', before.changedAt],
    ['it is silent', null],
  ])('%s: what was asked earlier says nothing new', async (_case, changedAt) => {
    const world = new World();
    await record(world, { ...after, changedAt }, ASKED_MS + 5_000);
    await record(world, { ...before, changedAt }, ASKED_MS);
    expect(await statusIn(world)).toBe('canceled');
    await record(world, { ...before, changedAt }, ASKED_MS + 5_001);
    expect(await statusIn(world)).toBe('handling');
  });
});

test('a parked line keeps its reservation, as it was, among those of the order', () => {
  const { services } = new World();
  const held = aKnown({ status: 'acknowledged' });
  const order = anOrder({ status: 'invoiced', lines: [aLine({ oddQuantity: 0.5 })] });
  const known = { order: anOrder(), reservations: [held] };
  const reading = { known, order, readAtMs: ASKED_MS, locks: [], others: [], nonce: 'n' };
  expect(decisionOn(services, reading)).toMatchObject({ reservations: [held], changes: [] });
});

test('what is learned beside the order does not make it one that was read just now', () => {
  const { services } = new World();
  const known = { order: anOrder(), readAtMs: ASKED_MS, reservations: [aKnown()] };
  expect(services.now()).not.toBe(ASKED_MS);
  expect(learn(services, known, { kitSkuIds: [anId('7')] }, 'n').readAtMs).toBe(ASKED_MS);
});

describe('an order that was replaced, and its successor under the same lock', () => {
  async function replaced(): Promise<World> {
    const world = new World();
    world.shop.sell('A-1', 2);
    world.event('A-1');
    await world.run();
    world.shop.model.replaceOrder('A-1', { orderId: 'B-2', sharesLock: true });
    world.event('B-2');
    await world.run();
    return world;
  }

  test('the ERP is not told that the reservation is canceled: it goes on', async () => {
    const world = await replaced();
    world.event('A-1');
    await world.run();
    expect(world.statusesTold('A-1')).toEqual(['acknowledged']);
    expect(world.statusesTold('B-2')).not.toContain('canceled');
  });

  test('canceled as well: the ERP is told', async () => {
    const world = await replaced();
    world.event('A-1');
    await world.run();
    world.shop.cancel('B-2');
    world.event('B-2');
    await world.run();
    expect(world.statusesTold('B-2').at(-1)).toBe('canceled');
  });
});
