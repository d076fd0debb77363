import { anId } from '../../test/builders/an-id';
import { SHIRT } from '../../test/removal/shop';
import { World } from '../../test/removal/world';
import { instantOfMs } from '../core/instant';
import { pendingCount } from './pending-count';

const MINUTE_MS = 60_000;

/** A has left, and an update has taken its units out; the count comes after that. */
async function removed(leave: (world: World) => void): Promise<World> {
  const world = new World();
  world.shop.sell('A-1', 3);
  await world.look('A-1');
  leave(world);
  world.event('A-1');
  await world.run();
  expect(world.reservation('A-1').status).toBe('removed');
  return world;
}

function waiting(world: World, countedMs: number, clockAheadMs: number) {
  const count = {
    ...{ position: SHIRT, onHand: 100, reference: 'count-1', planId: anId('count-plan') },
    countedAt: instantOfMs(countedMs),
  };
  return pendingCount(world.services, SHIRT, [{ count, plan: null }], clockAheadMs);
}

test('of what was removed only those units are taken out again that left after the count', async () => {
  const world = await removed(({ shop }) => {
    shop.model.changeOrder('A-1', { lineIndex: 0, quantity: 2, how: 'v2', reservationFollows: false });
    shop.invoice('A-1');
  });
  const countedMs = Date.parse(world.reservation('A-1').invoicedAt ?? '') - MINUTE_MS;
  expect(world.reservation('A-1')).toMatchObject({ quantity: 3, leftQuantity: 2 });
  expect(await waiting(world, countedMs, 0)).toMatchObject({ removedAfterCount: 2, removedInDoubt: 0 });
});

describe("the ERP's clock may be ours or VTEX's: what left between the two is in doubt", () => {
  test.each([
    ['as late as VTEX’s', 0, { removedAfterCount: 3, removedInDoubt: 0 }],
    ['behind VTEX’s', -5 * MINUTE_MS, { removedAfterCount: 3, removedInDoubt: 3 }],
    ['ahead of VTEX’s', 5 * MINUTE_MS, { removedAfterCount: 3, removedInDoubt: 3 }],
  ])('our clock is %s', async (_case, clockAheadMs, expected) => {
    const world = await removed(({ shop }) => shop.invoice('A-1'));
    const invoicedMs = Date.parse(world.reservation('A-1').invoicedAt ?? '');
    // Ahead: a clock that says a minute later than VTEX's says the count was after the invoice, and it was not.
    const countedMs = invoicedMs + (clockAheadMs > 0 ? MINUTE_MS : -MINUTE_MS);
    expect(await waiting(world, countedMs, clockAheadMs)).toMatchObject(expected);
  });
});
