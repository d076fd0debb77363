import { endAll } from './at-end';
import { type Flow, startFlow } from './flow';
import { call, callersOf, patchPath, write } from './gateway-callers';
import { until } from './until';

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ stock: { mug: 40, jar: 40 }, environment: callersOf({ mode: 'shadow' }) });
});
afterAll(endAll);

const positionOf = (skuId: string) => {
  const found = flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId);
  if (!found) throw new Error(skuId);
  return found;
};

test('a blind write goes to VTEX as it is, and the log says what it discarded and what the gate would have sent', async () => {
  const open = flow.sell('mug', 3);
  const gone = flow.sell('mug', 2, 'invoiced');
  await until(
    'both are on record',
    async () => (await flow.holdfast.admin.order(gone))?.reservations[0]?.status === 'invoiced',
  );
  const { physical } = positionOf('mug');
  const answer = await write(flow.holdfast.url, 'mug', { quantity: physical, unlimitedQuantity: false });
  expect([answer.status, answer.body]).toEqual([200, true]);
  // No lead time was named, and for VTEX that is 0: as it is.
  const read = await call(flow.holdfast.url, '/api/logistics/pvt/inventory/skus/mug');
  expect(read.body).toMatchObject({ balance: [{ totalQuantity: physical, leadTime: '00:00:00' }] });
  const [entry] = await flow.holdfast.admin.logs('kind=write&limit=5');
  expect(entry).toMatchObject({
    outcome: 'attention',
    message: expect.stringContaining(`It discarded 3 units of open reservations: ${open}.`),
    detail: { writer: 'erp', mode: 'shadow', discardedUnits: 3, backOnSale: 3 },
  });
  // What left waits behind what is open, and is subtracted until it is released.
  expect(entry?.message).toMatch(/The gate would have sent nothing\./);
});

test('what VTEX refuses is answered as VTEX does, and the log says so', async () => {
  const path = patchPath('jar', 'nowhere');
  const body = { quantity: 1, unlimitedQuantity: false };
  const { store } = flow.sandbox;
  const ofStore = await call(store.url, path, {
    method: 'PATCH',
    body,
    key: store.appKey,
    token: store.appToken,
  });
  const ofGateway = await call(flow.holdfast.url, path, { method: 'PATCH', body });
  expect([ofGateway.status, ofGateway.body]).toEqual([ofStore.status, ofStore.body]);
  const [entry] = await flow.holdfast.admin.logs('kind=write&limit=1');
  expect(entry).toMatchObject({
    outcome: 'failed',
    message: expect.stringMatching(/VTEX refused it \(400\)/),
  });
});

test('a switch later it guards: the same write discards nothing', async () => {
  await flow.restart(callersOf({ mode: 'guard' }));
  const open = flow.sell('jar', 3);
  const discarded = flow.sandbox.store.model.oracle().openDiscarded;
  await write(flow.holdfast.url, 'jar', { quantity: 50, unlimitedQuantity: false });
  await until('the number is in VTEX', () => positionOf('jar').total === 50);
  expect(positionOf('jar').reserved).toBe(3);
  expect(flow.sandbox.store.model.oracle().openDiscarded).toBe(discarded);
  flow.sandbox.store.model.invoice(open);
  await flow.untilRemoved([open]);
  expect(positionOf('jar')).toMatchObject({ total: 47, reserved: 0 });
});
