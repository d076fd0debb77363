import { lockOf, SHIRT, type Shop } from './shop';
import { World } from './world';

/** VTEX lists a lock called after B-2, and A-1, which nobody recorded, is the order that placed it. */
function sellStrangely(shop: Shop): void {
  shop.sell('A-1', 1);
  shop.model.tellReservation({ lockId: lockOf('A-1') }, { fields: { LockId: lockOf('B-2') } });
  shop.pass(10_000);
}

test('an order that has no line with the lock says nothing of it, not even when it is canceled', async () => {
  const world = new World();
  const { shop } = world;
  sellStrangely(shop);
  shop.place('B-2', 1);
  shop.cancel('B-2');
  const { items } = (await shop.readRaw('B-2')) as { items: object[] };
  shop.model.tellOrder('B-2', { fields: { items: items.map((item) => ({ ...item, lockId: 'another' })) } });
  await world.plan();
  expect(shop.updates).toEqual([]);
  expect(world.current).toMatchObject({ gate: { attentions: [{ reason: 'unknown-order' }] } });
});

test('nothing is decided while VTEX would not say which order it is', async () => {
  const world = new World();
  sellStrangely(world.shop);
  world.shop.fail('getOrder', 'unavailable', {});
  expect(await world.plan()).toMatchObject({ kind: 'again' });
  expect(world.plans()).toEqual([]);
});

test('a lock that holds more than its order explains is asked, before anything is decided', async () => {
  const world = new World();
  const { shop } = world;
  const other = { skuId: '99', warehouseId: 'main' };
  shop.model.stock({ ...other, quantity: 10 });
  shop.model.placeOrder({
    orderId: 'A-1',
    lines: [
      { ...SHIRT, quantity: 3 },
      { ...other, quantity: 1 },
    ],
  });
  shop.handle('A-1');
  shop.model.changeOrder('A-1', { lineIndex: 0, quantity: 2, how: 'v2', reservationFollows: false });
  shop.pass(10_000);
  await world.look('A-1');
  await world.plan();
  expect(shop.calledTimes('getReservation')).toBe(1);
});

test('without a date of VTEX’s nothing is planned: no update could be bounded', async () => {
  const world = new World();
  world.shop.sell('A-1', 2);
  world.shop.invoice('A-1');
  await world.look('A-1');
  const { getBalance } = world.shop.api;
  world.shop.api.getBalance = async (position) => {
    const answer = await getBalance(position);
    return answer.ok ? { ...answer, date: null } : answer;
  };
  expect(await world.plan()).toMatchObject({ kind: 'again' });
  expect(world.plans()).toEqual([]);
  expect(world.shop.updates).toEqual([]);
});
