import { endAll } from './at-end';
import { type Flow, startFlow } from './flow';
import { callersOf, write } from './gateway-callers';
import { runCommand } from './run-command';
import { sendCount } from './send-count';
import { until } from './until';

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ stock: { mug: 40, jar: 40 }, environment: callersOf({ mode: 'shadow' }) });
});
afterAll(endAll);

interface WriteSum {
  writer: string | null;
  mode: string;
  skuId: string;
  writes: number;
  discardedUnits: number;
}

const writers = async () => {
  const answer = await fetch(`${flow.holdfast.url}/_v/holdfast/api/writers`, {
    headers: { authorization: 'Bearer flow-admin-token-0123456789' },
  });
  return ((await answer.json()) as { writes: WriteSum[] }).writes;
};
const pastUs = async (skuId: string) =>
  (await writers()).find((one) => one.skuId === skuId && one.mode === 'past');
const problems = async () => (await flow.holdfast.admin.overview()).problems.map(({ message }) => message);

/** An order in handling, known, and its position read. */
async function known(skuId: string, quantity: number): Promise<string> {
  const orderId = flow.sell(skuId, quantity);
  await until('it is on record', async () =>
    (await flow.holdfast.admin.order(orderId))?.reservations.some(({ status }) => status === 'acknowledged'),
  );
  return orderId;
}

const overwrite = (skuId: string, quantity: number) =>
  flow.sandbox.store.model.updateInventory(skuId, 'main', { quantity, unlimited: false });

test('what would happen: nothing is sent, and the open order is named', async () => {
  const orderId = await known('mug', 3);
  const updates = flow.sandbox.store.model.oracle().positions.map((one) => one.updates);
  const told = await runCommand(flow.holdfast.url, 'what-if mug main 40');
  expect(told).toMatchObject({ code: 1, err: '' });
  expect(told.out).toMatch(/discards 3 units of 1 open reservations, and 3 of them can be bought again/);
  expect(told.out).toContain(orderId);
  expect(JSON.parse((await runCommand(flow.holdfast.url, 'what-if mug main 37 --json')).out)).toMatchObject({
    discardedUnits: 3,
    availableBefore: 37,
    availableAfter: 37,
    backOnSale: 0,
  });
  const long = await runCommand(flow.holdfast.url, 'what-if mug main 40 --at 2020-01-01T00:00:00Z');
  expect(long).toMatchObject({ code: 0, out: expect.stringMatching(/discards no open reservation/) });
  expect(await runCommand(flow.holdfast.url, 'what-if mug main many')).toMatchObject({ code: 2 });
  expect(await runCommand(flow.holdfast.url, 'what-if nothing main 4')).toMatchObject({ code: 2 });
  expect(flow.sandbox.store.model.oracle().positions.map((one) => one.updates)).toEqual(updates);
});

test('a total that somebody else wrote is on record with what it discarded; twice in a day is a problem', async () => {
  await sendCount(flow.holdfast, 'jar', { onHand: 40, reference: 'jar-1' });
  await until('its total was read', async () => {
    const counted = await flow.holdfast.admin.plans('state=held&skuId=jar');
    return counted.some(({ countReference }) => countReference === 'jar-1');
  });
  await known('jar', 2);
  const look = async () => {
    await flow.skipWaits();
    await flow.ageRecord();
    await flow.holdfast.clockDoes('sweep');
  };
  overwrite('jar', 41);
  await until('it was noticed', async () => {
    await look();
    return ((await pastUs('jar'))?.writes ?? 0) >= 1;
  });
  expect(await pastUs('jar')).toMatchObject({ writer: null, discardedUnits: 2 });
  expect(await problems()).not.toContainEqual(expect.stringMatching(/written past Holdfast/));
  overwrite('jar', 42);
  await until('so was the second', async () => {
    await look();
    return ((await pastUs('jar'))?.writes ?? 0) >= 2;
  });
  await until('it is a problem', async () =>
    (await problems()).some((message) => /1 SKU and warehouse was written past Holdfast/.test(message)),
  );
});

test('a caller in shadow mode has a name, and is nobody past us', async () => {
  await write(flow.holdfast.url, 'mug', { quantity: 44, unlimitedQuantity: false });
  await flow.ageRecord();
  await flow.skipWaits();
  await flow.holdfast.clockDoes('sweep');
  await until('it is on record', async () => (await writers()).some((one) => one.writer === 'erp'));
  expect((await writers()).find((one) => one.writer === 'erp')).toMatchObject({
    mode: 'shadow',
    skuId: 'mug',
    writes: 1,
    discardedUnits: 3,
  });
  expect(await pastUs('mug')).toBeUndefined();
});
