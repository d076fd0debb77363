import { endAll } from './at-end';
import { type Flow, nothingDeductedTwice, startFlow } from './flow';
import { until } from './until';

const SKUS = ['approved', 'outdated', 'dismissed', 'outside', 'silent'];
let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({
    environment: { HOLDFAST_MODE: 'recommend' },
    stock: Object.fromEntries(SKUS.map((skuId) => [skuId, 40])),
  });
});
afterAll(endAll);

const sent = () => flow.sandbox.store.counters.calls().putInventory;
const updatesOf = (skuId: string) =>
  flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId)?.updates ?? 0;
const proposalFor = (skuId: string, except?: string) =>
  until(`a recommendation for ${skuId}`, async () =>
    (await flow.holdfast.admin.plans(`state=proposed&skuId=${skuId}`)).find(
      ({ planId }) => planId !== except,
    ),
  );
const stateOf = async (planId: string) => (await flow.holdfast.admin.plan(planId)).state;

test('nothing is written before a yes; the evidence is complete; a yes runs it', async () => {
  const { model } = flow.sandbox.store;
  const before = sent();
  const startedAt = Date.now();
  const invoiced = flow.sell('approved', 2, 'invoiced');
  const open = await until('room for the guard gap', () =>
    Date.now() - startedAt > 150 ? flow.sell('approved', 3) : null,
  );
  // The second order came after the proposal may have been made: planned again with it by the next invoice.
  const later = flow.sell('approved', 1, 'invoiced');
  const plan = await until('a recommendation that knows of the open order', async () => {
    const proposal = await proposalFor('approved');
    const { evidence } = proposal;
    return evidence.kept.some((one) => one.orderId === open) ? proposal : null;
  });
  expect(plan).toMatchObject({ kind: 'remove', decidedBy: null, result: null });
  const { evidence } = plan;
  if (evidence.kind !== 'remove') throw new Error(evidence.kind);
  expect(evidence).toMatchObject({ totalQuantity: 40, reservedQuantity: 6, update: { quantity: 38 } });
  expect(evidence.releases).toMatchObject([{ orderId: invoiced, quantity: 2, because: 'invoiced' }]);
  expect(evidence.kept.find((one) => one.orderId === open)).toMatchObject({ because: 'open', quantity: 3 });
  expect(sent()).toBe(before);
  await until('the ERP has the recommendation', () =>
    flow.sandbox.erp.books.recommendations().find((one) => one.planId === plan.planId),
  );
  expect(flow.sandbox.erp.books.recommendations().find((one) => one.planId === plan.planId)).toMatchObject({
    skuId: 'approved',
    totalQuantity: 40,
    newQuantity: 38,
    dateUtcOnBalanceSystem: evidence.update.dateUtcOnBalanceSystem,
  });
  const answer = await flow.holdfast.admin.post(`/recommendations/${plan.planId}/approve`, { note: 'go' });
  expect(answer).toMatchObject({ status: 200, body: { state: 'approved' } });
  await flow.untilRemoved([invoiced]);
  expect(updatesOf('approved')).toBe(1);
  const done = await flow.holdfast.admin.plan(plan.planId);
  expect(done).toMatchObject({
    state: 'executed',
    decisionNote: 'go',
    result: { kind: 'proven', removedQuantity: 2 },
  });
  await flow.untilBooksAgree([invoiced, open, later]);
  nothingDeductedTwice(flow.sandbox);
  model.cancel(open);
  model.denyCancellation(open);
});

test('a yes to a recommendation that the facts have left behind does not run it', async () => {
  const { model } = flow.sandbox.store;
  const first = flow.sell('outdated', 2, 'invoiced');
  const plan = await proposalFor('outdated');
  // Somebody changes the total without our knowing: what the person saw is no longer so.
  model.deliverGoods('outdated', 'main', 10);
  model.updateInventory('outdated', 'main', {
    quantity: 50,
    unlimited: false,
    dateUtcOnBalanceSystem: '2020-01-01T00:00:00Z',
  });
  const before = sent();
  const answer = await flow.holdfast.admin.post(`/recommendations/${plan.planId}/approve`, {});
  expect(answer.status).toBe(200);
  await until('superseded', async () => (await stateOf(plan.planId)) === 'superseded');
  expect(sent()).toBe(before);
  const fresh = await proposalFor('outdated', plan.planId);
  expect(fresh.evidence).toMatchObject({ totalQuantity: 50, update: { quantity: 48 } });
  expect((await flow.holdfast.admin.post(`/recommendations/${plan.planId}/approve`, {})).status).toBe(409);
  await flow.holdfast.admin.post(`/recommendations/${fresh.planId}/approve`, {});
  await flow.untilRemoved([first]);
  nothingDeductedTwice(flow.sandbox);
});

test('a no runs nothing and is kept on record; a new invoice asks anew', async () => {
  const first = flow.sell('dismissed', 2, 'invoiced');
  const plan = await proposalFor('dismissed');
  const answer = await flow.holdfast.admin.post(`/recommendations/${plan.planId}/dismiss`, {
    reason: 'not today',
  });
  expect(answer).toMatchObject({ status: 200, body: { state: 'dismissed' } });
  const second = flow.sell('dismissed', 1, 'invoiced');
  const fresh = await proposalFor('dismissed');
  expect(fresh.evidence).toMatchObject({ update: { quantity: 37 } });
  expect(updatesOf('dismissed')).toBe(0);
  expect(await flow.holdfast.admin.plan(plan.planId)).toMatchObject({
    decisionNote: 'not today',
    result: null,
  });
  await flow.holdfast.admin.post('/recommendations/approve', { planIds: [fresh.planId] });
  await flow.untilRemoved([first, second]);
  nothingDeductedTwice(flow.sandbox);
});

test('an ERP that sends the recommended update itself is noticed, and nothing is sent after it', async () => {
  const { model } = flow.sandbox.store;
  const orderId = flow.sell('outside', 2, 'invoiced');
  const plan = await proposalFor('outside');
  const told = await until('the ERP has it', () =>
    flow.sandbox.erp.books.recommendations().find((one) => one.planId === plan.planId),
  );
  model.updateInventory('outside', 'main', {
    quantity: Number(told.newQuantity),
    unlimited: false,
    dateUtcOnBalanceSystem: String(told.dateUtcOnBalanceSystem),
  });
  const before = sent();
  // The next invoice looks at the position.
  const next = flow.sell('outside', 1, 'invoiced');
  await flow.untilRemoved([orderId]);
  expect(await flow.holdfast.admin.plan(plan.planId)).toMatchObject({
    state: 'executed',
    decidedBy: 'outside',
  });
  expect(sent()).toBe(before);
  const fresh = await proposalFor('outside');
  await flow.holdfast.admin.post(`/recommendations/${fresh.planId}/approve`, {});
  await flow.untilRemoved([orderId, next]);
  nothingDeductedTwice(flow.sandbox);
});
