import { anId } from '../../test/builders/an-id';
import { SHIRT } from '../../test/removal/shop';
import { World } from '../../test/removal/world';
import type { ErpStock } from '../clients/erp/connector';
import { instantOfMs } from '../core/instant';
import { pollStock } from './poll-stock';

/** An ERP that says only how many there are, of a shelf that the test moves. */
function polled(world: World, level: () => number | null, reservations: ErpStock['reservations'] = null) {
  const connector = {
    readStock: async (positions: readonly (typeof SHIRT)[]) => ({
      kind: 'read' as const,
      stock: positions.map((position) => ({
        position,
        onHand: level(),
        countedAt: instantOfMs(world.shop.nowMs),
        reservations,
      })),
    }),
  };
  return async () => {
    const summary = await pollStock({ ...world.services, connector });
    await world.run();
    return summary;
  };
}

/** A is in handling, B has left and was told, and all of it lies an hour back. */
async function store(): Promise<World> {
  const world = new World();
  world.shop.sell('A-1', 3);
  world.shop.sell('B-2', 2);
  world.event('A-1', 'B-2');
  await world.run();
  world.shop.invoice('B-2');
  world.event('B-2');
  await world.run();
  world.shop.pass(3_600_000);
  return world;
}

test('what follows from VTEX and the reservations is no news, and costs a call', async () => {
  const world = await store();
  const { shop } = world;
  const connector = {
    readStock: async (positions: readonly (typeof SHIRT)[]) => ({
      kind: 'read' as const,
      stock: positions.map((position) => ({
        position,
        onHand: 98,
        countedAt: instantOfMs(shop.nowMs),
        reservations: null,
      })),
    }),
  };
  const before = shop.calls.length;
  // B waits behind A: its units are in VTEX's total still, and have left the shelf.
  expect(shop.total).toBe(100);
  expect(await pollStock({ ...world.services, connector })).toEqual({ read: 1, taken: 0, stoppedBy: null });
  expect(shop.calls.slice(before)).toEqual(['getBalance']);
  expect(world.store.tables.counts).toEqual([]);
});

test('goods that came in are for sale, once, however often they are read', async () => {
  const world = await store();
  const { shop } = world;
  let shelf = 108;
  const poll = polled(world, () => shelf);
  expect(await poll()).toMatchObject({ taken: 1 });
  expect(shop.total).toBe(110);
  expect(shop.available()).toBe(shop.unpromised() + 10);
  expect(await poll()).toMatchObject({ taken: 0 });
  // The same distance again is another delivery.
  shelf += 10;
  expect(await poll()).toMatchObject({ taken: 1 });
  expect(shop.total).toBe(120);
  expect(world.store.tables.counts.map(({ reference }) => reference.split('/')[2])).toEqual(['+10', '+10']);
});

test('sent a moment ago, and nobody has told us: the units are not sold again', async () => {
  const world = await store();
  const { shop } = world;
  shop.invoice('A-1');
  shop.pass(1_000);
  // The ERP has not heard of it either: 98 by its books, of which three have gone, and five have come in.
  const connector = {
    readStock: async (positions: readonly (typeof SHIRT)[]) => ({
      kind: 'read' as const,
      stock: positions.map((position) => ({
        position,
        onHand: 98 + 5,
        countedAt: instantOfMs(shop.nowMs),
        reservations: null,
      })),
    }),
  };
  expect(await pollStock({ ...world.services, connector })).toMatchObject({ taken: 1 });
  // Its event overtakes the plan of the count.
  await world.look('A-1');
  await world.run();
  expect(shop.available()).toBe(shop.unpromised() + 5);
});

test('sent, told to us and not yet to the ERP: its books have it still', async () => {
  const world = await store();
  const { shop } = world;
  shop.invoice('A-1');
  await world.look('A-1');
  shop.pass(3_600_000);
  const waiting = await world.store.nextDelivery('order/A-1');
  expect(waiting?.state).toBe('pending');
  // 98 by its books; three of them have left.
  expect(await polled(world, () => 98)()).toMatchObject({ taken: 0 });
});

test('sent and told while its answer was on the way: nothing is taken from that', async () => {
  const world = await store();
  const { shop } = world;
  const connector = {
    readStock: async (positions: readonly (typeof SHIRT)[]) => {
      const countedAt = instantOfMs(shop.nowMs);
      shop.invoice('A-1');
      await world.look('A-1');
      await world.run();
      return {
        kind: 'read' as const,
        stock: positions.map((position) => ({ position, onHand: 98, countedAt, reservations: null })),
      };
    },
  };
  expect(await pollStock({ ...world.services, connector })).toMatchObject({ taken: 0 });
  await world.run();
  expect(shop.available()).toBe(shop.unpromised());
});

test('in recommend mode the same difference waits once, and a no stands until it changes', async () => {
  const world = await store();
  Object.assign(world.services.settings, { mode: 'recommend' });
  let shelf = 108;
  const poll = polled(world, () => shelf);
  await poll();
  const proposed = world.current;
  expect(proposed).toMatchObject({
    state: 'proposed',
    trigger: 'count',
    gate: { update: { quantity: 110 } },
  });
  world.shop.pass(900_000);
  expect(await poll()).toMatchObject({ taken: 0 });
  expect(world.current?.planId).toBe(proposed?.planId);
  await world.store.movePlan(proposed?.planId ?? anId(''), 'dismissed', { who: 'ana', note: null });
  world.shop.pass(900_000);
  expect(await poll()).toMatchObject({ taken: 0 });
  expect(world.current?.state).not.toBe('proposed');
  shelf = 109;
  expect(await poll()).toMatchObject({ taken: 1 });
  expect(world.current).toMatchObject({ state: 'proposed', gate: { update: { quantity: 111 } } });
});

test('an ERP that cannot be read, or does not know the SKU, changes nothing', async () => {
  const world = await store();
  const failed = {
    readStock: async () => ({ kind: 'failed' as const, retryAfterMs: null, message: 'It sleeps.' }),
  };
  expect(await pollStock({ ...world.services, connector: failed })).toMatchObject({
    stoppedBy: 'It sleeps.',
  });
  expect(await polled(world, () => null)()).toMatchObject({ read: 0, taken: 0 });
  expect(world.store.tables.counts).toEqual([]);
});

test('a run looks at so many and the next goes on there', async () => {
  const world = await store();
  const known = await world.store.knownOrder(anId('A-1'));
  if (known === null) throw new Error('no order');
  for (const skuId of ['20', '30']) {
    const position = { ...SHIRT, skuId: anId(skuId) };
    await world.store.changeOrder(anId(`C-${skuId}`), () => ({
      order: { ...known.order, orderId: anId(`C-${skuId}`) },
      readAtMs: 0,
      reservations: [
        {
          ...world.reservation('A-1'),
          ...position,
          orderId: anId(`C-${skuId}`),
          lockId: anId(`00-C-${skuId}`),
        },
      ],
      changes: [],
      deliveries: [],
      log: [],
    }));
  }
  const asked: string[] = [];
  const connector = {
    readStock: async (positions: readonly (typeof SHIRT)[]) => {
      asked.push(positions.map(({ skuId }) => skuId).join(','));
      return { kind: 'read' as const, stock: [] };
    },
  };
  for (let turn = 0; turn < 3; turn += 1)
    await pollStock({ ...world.services, connector }, { maxPositions: 2 });
  expect(asked).toEqual(['10,20', '30,10', '20,30']);
});
