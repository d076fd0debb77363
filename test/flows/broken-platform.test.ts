import { endAll } from './at-end';
import { type Flow, type FlowOptions, nothingDeductedTwice, startFlow } from './flow';
import { sendCount } from './send-count';
import { until } from './until';

let flow: Flow;
afterEach(endAll);
const start = async (options: FlowOptions = {}) => {
  flow = await startFlow({ stock: { mug: 60, jar: 60 }, ...options });
};
const positionOf = (skuId: string) => {
  const found = flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId);
  if (!found) throw new Error(skuId);
  return found;
};

/** Two orders in handling, far enough apart for a watermark between them; the older one is invoiced. */
async function oneSettledOneOpen(skuId: string): Promise<[string, string]> {
  const { model } = flow.sandbox.store;
  const settled = flow.sell(skuId, 2);
  const startedAt = Date.now();
  const open = await until('time for the guard gap', () =>
    Date.now() - startedAt > 150 ? flow.sell(skuId, 3) : null,
  );
  model.invoice(settled);
  return [settled, open];
}

test('the watermark is not honoured: one incident, nothing sold twice, and watermarks are given up', async () => {
  await start({ sandbox: { platform: { honoursWatermark: false } } });
  const { model } = flow.sandbox.store;
  const [settled, open] = await oneSettledOneOpen('mug');
  await flow.untilRemoved([settled]);
  const overview = await until('the overview tells', async () => {
    const now = await flow.holdfast.admin.overview();
    return now.watermarkTrust === 'broken' ? now : null;
  });
  expect(overview.problems).toContainEqual(expect.objectContaining({ area: 'stock' }));
  expect(positionOf('mug')).toMatchObject({ openDiscarded: 1, soldWithoutStock: 0, total: 55, physical: 58 });
  nothingDeductedTwice(flow.sandbox);

  // From now on: no update while anything acknowledged is open.
  const [jarSettled, jarOpen] = await oneSettledOneOpen('jar');
  const plan = await until('the hold', async () => {
    const current = (await flow.holdfast.admin.position('jar'))?.currentPlan;
    return current?.evidence.kind === 'hold' && current.evidence.reason === 'watermark-given-up'
      ? current
      : null;
  });
  expect(plan.evidence).toMatchObject({ blockedBy: { orderId: jarOpen } });
  expect(positionOf('jar').updates).toBe(0);
  model.invoice(jarOpen);
  await flow.untilRemoved([jarSettled, jarOpen]);
  expect(positionOf('jar')).toMatchObject({ total: 55, physical: 55, openDiscarded: 0 });

  // The lost order's units were taken off sale: its invoice deducts nothing more.
  model.invoice(open);
  await flow.untilRemoved([open]);
  expect(positionOf('mug')).toMatchObject({ total: 55, physical: 55, openDiscarded: 1, soldWithoutStock: 0 });
  const { oversoldUnits, openDiscarded } = model.oracle();
  expect({ oversoldUnits, openDiscarded }).toEqual({ oversoldUnits: 0, openDiscarded: 1 });
  expect(flow.sandbox.erp.books.violations()).toEqual([]);
});

test('an update that VTEX ignores is not sent for ever', async () => {
  await start({ sandbox: { platform: { ignoresQuantityEqualToAvailable: true } } });
  const { model } = flow.sandbox.store;
  // One order reserves two of sixty: fifty-eight is just what VTEX has on sale, and it ignores that total.
  flow.sell('mug', 2, 'ready-for-handling');
  model.deliverGoods('mug', 'main', -2);
  const { planId } = await sendCount(flow.holdfast, 'mug', { onHand: 58, reference: 'c-1' });
  const sent = () => flow.sandbox.store.counters.calls().putInventory;
  await until('sent once', () => sent() === 1);
  const plan = await until('given up, and said so', async () => {
    await flow.skipWaits();
    return (await flow.holdfast.admin.plans(`state=failed&skuId=mug`)).find((one) => one.planId === planId);
  });
  expect(plan.result?.kind).toBe('not-applied');
  const most = sent();
  expect(most).toBeLessThanOrEqual(8);
  // Nor by another event of the same position.
  const other = flow.sell('mug', 1, 'ready-for-handling');
  await flow.untilBooksAgree([other]);
  await flow.skipWaits();
  await flow.holdfast.admin.post('/listeners/sweep', {});
  await until('the sweep is over', async () =>
    (await flow.holdfast.admin.overview()).backlog.every(({ ready, running }) => ready + running === 0),
  );
  expect(sent()).toBe(most);
});

test('a late cancel makes the reserved quantity negative: a person is asked, nothing is sent', async () => {
  await start();
  const { model } = flow.sandbox.store;
  const orderId = flow.sell('mug', 2);
  // Somebody else's update discards the reservation, then the order is canceled: KI 991735.
  model.updateInventory('mug', 'main', { quantity: 60, unlimited: false, leadTime: '2.00:00:00' });
  model.cancel(orderId);
  model.cancel(orderId);
  expect(positionOf('mug').reserved).toBe(-2);
  const other = flow.sell('mug', 1, 'invoiced');
  const plan = await until('the attention', async () => {
    const current = (await flow.holdfast.admin.position('mug'))?.currentPlan;
    return current?.evidence.attentions.some(({ reason }) => reason === 'negative-reserved') ? current : null;
  });
  expect(plan.evidence.kind).toBe('attention');
  expect(flow.sandbox.store.counters.calls().putInventory).toBe(0);
  expect(flow.sandbox.erp.books.reservations().find((one) => one.orderId === other)?.status).toBe('invoiced');
});
