import { failure } from './vtex-model';
import { World } from './world';

/** VTEX lists a lock called after B-2, and A-1, which nobody recorded, is the order that placed it. */
function strange(world: World): World {
  world.model.sell('A-1', 1);
  world.model.reservationOf('A-1').lockId = '00-B-2';
  world.model.pass(10_000);
  return world;
}

test('an order that has no line with the lock says nothing of it, not even when it is canceled', async () => {
  const world = strange(new World());
  world.model.place('B-2', 1);
  world.model.reservations.pop();
  const order = world.model.orders.get('B-2');
  const [line] = order?.lines ?? [];
  if (order === undefined || line === undefined) throw new Error('no order');
  line.lockId = 'another';
  order.status = 'canceled';
  await world.plan();
  expect(world.model.updates).toEqual([]);
  expect(world.current).toMatchObject({ gate: { attentions: [{ reason: 'unknown-order' }] } });
});

test('nothing is decided while VTEX would not say which order it is', async () => {
  const world = strange(new World());
  world.model.fault = (name) =>
    name === 'getOrder' ? { when: 'before', failure: failure('unavailable') } : null;
  expect(await world.plan()).toMatchObject({ kind: 'again' });
  expect(world.plans()).toEqual([]);
});

test('a lock that holds more than its order explains is asked, before anything is decided', async () => {
  const world = new World();
  world.model.sell('A-1', 2);
  const order = world.model.orders.get('A-1');
  const [line] = order?.lines ?? [];
  if (order === undefined || line === undefined) throw new Error('no order');
  order.lines.push({ ...line, index: 1, uniqueId: 'A-1-2', skuId: '99', quantity: 1 });
  world.model.reservationOf('A-1').quantity = 3;
  await world.look('A-1');
  await world.plan();
  expect(world.model.calledTimes('getReservation')).toBe(1);
});

test('without a date of VTEX’s nothing is planned: no update could be bounded', async () => {
  const world = new World();
  world.model.sell('A-1', 2);
  world.model.invoice('A-1');
  await world.look('A-1');
  const { getBalance } = world.model.api;
  world.model.api.getBalance = async (position) => {
    const answer = await getBalance(position);
    return answer.ok ? { ...answer, date: null } : answer;
  };
  expect(await world.plan()).toMatchObject({ kind: 'again' });
  expect(world.plans()).toEqual([]);
  expect(world.model.updates).toEqual([]);
});
