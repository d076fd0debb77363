import { endAll } from './at-end';
import { type Flow, nothingDeductedTwice, promisesKept, startFlow } from './flow';
import { sendCount } from './send-count';
import { until } from './until';

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ stock: { quiet: 40, busy: 40, gated: 40 } });
});
afterAll(endAll);

const positionOf = (skuId: string) => {
  const found = flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId);
  if (!found) throw new Error(skuId);
  return found;
};
const stateOf = async (planId: string) =>
  (await flow.holdfast.admin.plans('state=executed,held,proposed,failed,superseded&limit=200')).find(
    (plan) => plan.planId === planId,
  )?.state;

test('goods arrive, somebody counts: VTEX sells what is there', async () => {
  flow.sandbox.store.model.deliverGoods('quiet', 'main', 25);
  const first = { onHand: 65, reference: 'quiet-1', countedAt: new Date().toISOString() };
  const { status, planId } = await sendCount(flow.holdfast, 'quiet', first);
  expect(status).toBe(202);
  await until('the count is in VTEX', () => positionOf('quiet').total === 65);
  await until('and proven', async () => (await stateOf(planId)) === 'executed');
  // The same again: the same answer, and nothing happens. Other numbers under its reference are another count.
  expect(await sendCount(flow.holdfast, 'quiet', first)).toEqual({ status: 202, planId });
  expect(await sendCount(flow.holdfast, 'quiet', { ...first, onHand: 1 })).toMatchObject({ status: 409 });
  const other = await sendCount(flow.holdfast, 'quiet', { onHand: 65, reference: 'quiet-2' });
  expect(other.planId).not.toBe(planId);
  await until('the second count is answered for', async () =>
    flow.holdfast.admin.plan(other.planId).then(
      () => true,
      () => false,
    ),
  );
  expect(positionOf('quiet')).toMatchObject({ total: 65, updates: 1 });
  nothingDeductedTwice(flow.sandbox);
});

test('a count in the middle of handling: what is owed to open orders stays theirs', async () => {
  const { model } = flow.sandbox.store;
  const open = flow.sell('busy', 3);
  const gone = flow.sell('busy', 4, 'invoiced');
  const paid = flow.sell('busy', 2, 'ready-for-handling');
  // Two units broke. The open order is the oldest, so that nothing may be released yet.
  model.deliverGoods('busy', 'main', -2);
  const { physical } = positionOf('busy');
  expect(physical).toBe(34);
  await sendCount(flow.holdfast, 'busy', { onHand: physical, reference: 'busy-1' });
  await until('what is for sale is what is there', () => {
    const { total, reserved, promised } = positionOf('busy');
    return total - reserved === physical - promised;
  });
  promisesKept(flow.sandbox);
  model.invoice(open);
  model.advanceTo(paid, 'invoiced');
  await flow.untilRemoved([open, gone, paid]);
  await flow.untilBooksAgree([open, gone, paid]);
  expect(positionOf('busy')).toMatchObject({ total: 29, physical: 29 });
  nothingDeductedTwice(flow.sandbox);
});

test('a count from before an invoice that comes in after it is not taken twice', async () => {
  const countedAt = new Date().toISOString();
  const { physical } = positionOf('gated');
  const orderId = flow.sell('gated', 5, 'invoiced');
  await flow.untilRemoved([orderId]);
  await sendCount(flow.holdfast, 'gated', { onHand: physical, countedAt, reference: 'gated-1' });
  await until('the count is answered for', async () =>
    (await flow.holdfast.admin.position('gated'))?.counts.some(({ reference }) => reference === 'gated-1'),
  );
  await until('nothing is left to do', async () =>
    (await flow.holdfast.admin.overview()).backlog
      .filter(({ task }) => task.startsWith('plan-position'))
      .every(({ ready, running, later }) => ready + running + later === 0),
  );
  expect(positionOf('gated')).toMatchObject({ total: 35, physical: 35 });
  nothingDeductedTwice(flow.sandbox);
});

test('a count without the token is refused', async () => {
  const answer = await fetch(`${flow.holdfast.url}/_v/holdfast/erp/stock/quiet/main`, {
    method: 'PUT',
    headers: { authorization: 'Bearer wrong' },
    body: JSON.stringify({ onHand: 0, countedAt: new Date().toISOString(), reference: 'evil' }),
  });
  expect(answer.status).toBe(401);
  expect(positionOf('quiet').total).toBe(65);
});
