import { endAll } from './at-end';
import { ADMIN_TOKEN } from './environment';
import { type Flow, startFlow } from './flow';
import { foundIn, reconcileNow } from './reconcile-now';
import { runCommand } from './run-command';
import { until } from './until';

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ swept: true, stock: { lamp: 20, vase: 20, calm: 20 } });
});
afterAll(endAll);

const positionOf = (skuId: string) => {
  const found = flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId);
  if (!found) throw new Error(skuId);
  return found;
};

/** Somebody sets the total in VTEX's admin, with no date: whatever is acknowledged is released. */
const editInVtex = (skuId: string, quantity: number) =>
  flow.sandbox.store.model.updateInventory(skuId, 'main', { quantity, unlimited: false });

const booked = (orderId: string, status: string) =>
  until(`${orderId} is ${status}`, () =>
    flow.sandbox.erp.books.reservations().find((one) => one.orderId === orderId && one.status === status),
  );

const lossAt = (skuId: string) =>
  until('an attention', async () =>
    (await flow.holdfast.admin.plans(`state=proposed&skuId=${skuId}`)).find(({ evidence }) =>
      evidence.attentions.some(({ reason }) => reason === 'lost-reservation'),
    ),
  );

test('an open reservation that another update discarded is found within one sweep, with the repair', async () => {
  const open = [flow.sell('lamp', 3), flow.sell('lamp', 2)];
  const healthy = flow.sell('calm', 1);
  for (const orderId of [...open, healthy]) await booked(orderId, 'acknowledged');
  editInVtex('lamp', 25);
  expect(positionOf('lamp')).toMatchObject({ reserved: 0, available: 25, openDiscarded: 2 });
  await flow.ageRecord();
  flow.sandbox.store.counters.reset();
  await flow.holdfast.clockDoes('sweep');
  const plan = await lossAt('lamp');
  expect(plan).toMatchObject({ trigger: 'sweep', kind: 'attention' });
  expect(plan.evidence.attentions).toMatchObject([
    { reason: 'lost-reservation', propose: { kind: 'repair', quantity: 20 } },
  ]);
  // Nothing is sent before a person says so, also in execute mode; and a healthy position costs its two calls.
  expect(positionOf('lamp').total).toBe(25);
  expect(await flow.holdfast.admin.plans('state=proposed,held&skuId=calm')).toEqual([]);
  const { putInventory = 0 } = flow.sandbox.store.counters.calls();
  expect(putInventory).toBe(0);
});

test('the report names it, and the repair approved from the report restores what is for sale', async () => {
  const { model } = flow.sandbox.store;
  const report = await reconcileNow(flow.holdfast);
  expect(foundIn(report).sort()).toEqual([
    'lamp: lost-reservation, reserved -2',
    'lamp: lost-reservation, reserved -3',
  ]);
  expect(report).toMatchObject({ state: 'done', compared: 2, unexplained: 2, isComplete: true, erp: null });
  expect(report.accounts.reserved).toEqual({ expected: 6, actual: 1 });
  const path = `/reconciliations/${report.reconciliationId}/repair`;
  const answer = await flow.holdfast.admin.post(path, { note: 'seen' });
  expect(answer).toMatchObject({ status: 200, body: { repairs: [{ skuId: 'lamp', kind: 'approved' }] } });
  await until('the repair is set', () => positionOf('lamp').total === 20);
  const { physical, promised, available } = positionOf('lamp');
  // Five units came with the edit and never lay on the shelf: what VTEX sells is what its editor said, less the lost.
  expect({ available, promised, physical }).toEqual({ available: 20, promised: 5, physical: 20 });
  await until('the plan is done', async () => (await lossFree('lamp')) === true);
  const again = await flow.holdfast.admin.post(path, {});
  expect(again).toMatchObject({ status: 200, body: { repairs: [{ kind: 'approved' }] } });
  expect(positionOf('lamp').updates).toBe(2);
  model.deliverGoods('lamp', 'main', 5);
  expect(foundIn(await reconcileNow(flow.holdfast))).toEqual([]);
  // Everything that is for sale can be sold and sent, with what was owed before: nothing was sold twice.
  const rest = flow.sell('lamp', positionOf('lamp').available, 'invoiced');
  for (const { orderId } of flow.sandbox.erp.books
    .reservations()
    .filter(({ skuId, status }) => skuId === 'lamp' && status === 'acknowledged'))
    model.invoice(orderId);
  await flow.untilRemoved([rest]);
  expect(model.oracle()).toMatchObject({ oversoldUnits: 0, shippedWithoutStock: 0 });
  await until(
    'all of it has left',
    () => positionOf('lamp').physical === 0 && positionOf('lamp').total === 0,
  );
});

async function lossFree(skuId: string): Promise<boolean> {
  return (await flow.holdfast.admin.plans(`state=proposed,approved,executing&skuId=${skuId}`)).length === 0;
}

test('a repair of what has moved on since the report is refused, and the position is planned anew', async () => {
  const orderId = flow.sell('vase', 4);
  await booked(orderId, 'acknowledged');
  editInVtex('vase', 19);
  await flow.ageRecord();
  const report = await reconcileNow(flow.holdfast);
  expect(foundIn(report)).toEqual(['vase: lost-reservation, reserved -4']);
  await lossAt('vase');
  const another = flow.sell('vase', 1);
  await booked(another, 'acknowledged');
  editInVtex('vase', 18);
  await flow.ageRecord();
  await flow.holdfast.clockDoes('sweep');
  await until('both are missed', async () =>
    (await flow.holdfast.admin.plans('state=proposed&skuId=vase')).some(({ evidence }) =>
      evidence.attentions.some((one) => one.propose?.kind === 'repair' && one.propose.quantity === 13),
    ),
  );
  const answer = await flow.holdfast.admin.post(`/reconciliations/${report.reconciliationId}/repair`, {});
  expect(answer).toMatchObject({ status: 200, body: { repairs: [{ kind: 'refused' }] } });
  expect(positionOf('vase').total).toBe(18);
});

test('what was edited without our knowing is told once, as the update of somebody else', async () => {
  await reconcileNow(flow.holdfast);
  editInVtex('calm', 30);
  await flow.ageRecord();
  expect(foundIn(await reconcileNow(flow.holdfast)).filter((one) => one.startsWith('calm'))).toEqual([
    'calm: lost-reservation, reserved -1',
    'calm: foreign-update, total 10',
  ]);
  expect(foundIn(await reconcileNow(flow.holdfast)).filter((one) => one.includes('foreign'))).toEqual([]);
});

test('the command prints the report, repairs nothing, and ends with 1 while something is unexplained', async () => {
  const before = positionOf('calm').total;
  const { code, out: text } = await runCommand(flow.holdfast.url, 'reconcile');
  expect(text).toMatch(/Compared 3 positions/);
  expect(text).toMatch(/SKU calm in warehouse main\n\s+lost-reservation/);
  expect(code).toBe(1);
  expect(positionOf('calm').total).toBe(before);
  expect(await runCommand(flow.holdfast.url, 'reconcile', { HOLDFAST_ADMIN_TOKEN: 'wrong' })).toMatchObject({
    code: 2,
    err: expect.stringMatching(/401/),
  });
});

test('answers for what is not there', async () => {
  const { admin } = flow.holdfast;
  expect(await admin.post('/reconciliations/nobody/repair', {})).toMatchObject({ status: 404 });
  const list = await fetch(`${flow.holdfast.url}/_v/holdfast/api/reconciliations?limit=2`, {
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  const { reconciliations } = (await list.json()) as { reconciliations: { state: string }[] };
  expect(reconciliations.map(({ state }) => state)).toEqual(['done', 'done']);
  const metrics = await (await fetch(`${flow.holdfast.url}/metrics`)).text();
  expect(metrics).toMatch(/holdfast_reconciliation_differences\{class="lost-reservation"\} \d/);
});
