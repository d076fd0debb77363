import { World } from './world';

test('a proposal that waits for a person stays while the list does not add up', async () => {
  const world = new World({ mode: 'recommend' });
  world.shop.sell('A-1', 2);
  world.shop.invoice('A-1');
  await world.look('A-1');
  await world.plan();
  const planId = world.current?.planId;
  const { getBalance } = world.shop.api;
  world.shop.api.getBalance = async (position) => {
    const answer = await getBalance(position);
    if (!answer.ok || answer.value === null) return answer;
    return { ...answer, value: { ...answer.value, reservedQuantity: answer.value.reservedQuantity + 1 } };
  };
  await world.plan();
  expect(world.current).toMatchObject({ planId, state: 'proposed' });
});

test('an order recorded a moment ago is not read again because the list is older', async () => {
  const world = new World();
  world.shop.place('A-1');
  await world.look('A-1');
  world.shop.discard('A-1');
  await world.plan();
  expect(world.shop.calledTimes('getOrder')).toBe(1);
  world.shop.pass(30_000);
  await world.plan();
  expect(world.shop.calledTimes('getOrder')).toBe(2);
});

test('that goods left which nobody took out is said once, however often the position is planned', async () => {
  const world = new World();
  world.shop.sell('A-1', 2);
  await world.look('A-1');
  world.shop.discard('A-1');
  world.shop.invoice('A-1');
  await world.look('A-1');
  for (let nth = 0; nth < 3; nth += 1) await world.plan();
  expect(world.current?.gate.attentions).toMatchObject([{ reason: 'lost-reservation' }]);
  const said = world.store.tables.log.filter(({ message }) => /its units have not left/.test(message));
  expect(said).toHaveLength(1);
});
