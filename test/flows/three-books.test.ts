import { onServer } from '../postgres/template-database';
import { endAll } from './at-end';
import { BusyDay } from './busy-day';
import { erpShelf } from './erp-shelf';
import { type Flow, nothingDeductedTwice, promisesKept, startFlow } from './flow';
import { foundIn, reconcileNow } from './reconcile-now';
import { until } from './until';

const STOCK = { mug: 300, jar: 300, pot: 300, tin: 50, box: 50 };
const shelf = erpShelf(() => flow.sandbox, STOCK);
let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({
    stock: STOCK,
    readStock: shelf.readStock,
    sandbox: { hookDelivery: { duplicates: 0.3, drops: 0.1, delayMs: 30, reorderMs: 300 } },
  });
});
afterAll(endAll);
afterEach(() => {
  flow.sandbox.store.faults.clear();
  flow.sandbox.erp.faults.clear();
});

const positionOf = (skuId: string) => {
  const found = flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId);
  if (!found) throw new Error(skuId);
  return found;
};
const booked = (orderId: string, status: string) =>
  until(`${orderId} is ${status}`, () =>
    flow.sandbox.erp.books.reservations().find((one) => one.orderId === orderId && one.status === status),
  );

test('a whole day with faults: at any hour only what is late differs, and in the end nothing does', async () => {
  const { model, faults } = flow.sandbox.store;
  faults.set({ endpoint: 'putInventory', fault: { kind: 'error-after' }, probability: 0.15 });
  faults.set({ endpoint: 'getOrder', fault: { kind: 'unavailable' }, probability: 0.05 });
  faults.set({ endpoint: 'listReservations', fault: { kind: 'unavailable' }, probability: 0.05 });
  flow.sandbox.erp.faults.set({ kind: 'error' }, 6);
  flow.sandbox.erp.faults.set({ kind: 'error-after' }, 4);
  const day = new BusyDay(model, { seed: 31, orders: 40, skus: ['mug', 'jar', 'pot'] });
  for (let more = true, burst = 0; more; burst += 1) {
    for (let step = 0; more && step < 8; step += 1) more = day.step();
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (burst % 8 === 5) expect(foundIn(await reconcileNow(flow.holdfast))).toEqual([]);
    promisesKept(flow.sandbox);
  }
  faults.clear();
  flow.sandbox.erp.faults.clear();
  await flow.holdfast.clockDoes('drain-feed');
  await until('nothing is in handling', () => model.oracle().positions.every((one) => one.active === 0));
  await flow.skipWaits();
  await flow.untilBooksAgree(day.orderIds);
  nothingDeductedTwice(flow.sandbox);
  const report = await reconcileNow(flow.holdfast);
  expect(foundIn(report)).toEqual([]);
  expect(report).toMatchObject({ state: 'done', unexplained: 0, notCompared: 0, erp: 'webhook' });
  const { total, 'on-hand': onHand } = report.accounts;
  expect(total).toEqual({ expected: total?.actual, actual: onHand?.actual });
  expect(onHand?.expected).toBe(onHand?.actual);
});

/** As if no order had changed for an hour: nothing of theirs is a moment behind any more. */
const settleDown = () =>
  onServer(flow.databaseUrl, async (client) => {
    await client.query(
      `update holdfast.orders set reading = jsonb_set(reading, '{changedAt}', to_jsonb(
         to_char((now() - interval '1 hour') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"0Z"')))`,
    );
  });

const arrive = (skuId: string, units: number) => {
  shelf.move(skuId, units);
  flow.sandbox.store.model.deliverGoods(skuId, 'main', units);
};

test('goods that only the ERP has heard of are found, laid to it, and set by the repair', async () => {
  const { model } = flow.sandbox.store;
  const open = flow.sell('tin', 4);
  await booked(open, 'acknowledged');
  expect(foundIn(await reconcileNow(flow.holdfast))).toEqual([]);
  arrive('tin', 12);
  // A notification that comes late has the order read again, and what differs would be merely late once more.
  const report = await until('a report that finds something', async () => {
    await settleDown();
    const made = await reconcileNow(flow.holdfast);
    return foundIn(made).length > 0 ? made : null;
  });
  expect(foundIn(report)).toEqual(['tin: erp-only-movement, on-hand 12']);
  const [line] = report.lines.filter(({ skuId }) => skuId === 'tin');
  expect(line?.count?.onHand).toBe(62);
  expect(positionOf('tin').total).toBe(50);
  const path = `/reconciliations/${report.reconciliationId}/repair`;
  const answer = await flow.holdfast.admin.post(path, { positions: [{ skuId: 'tin', warehouseId: 'main' }] });
  expect(answer).toMatchObject({ status: 200, body: { repairs: [{ skuId: 'tin', kind: 'asked' }] } });
  await until('VTEX has it', () => positionOf('tin').total === 62);
  await until(
    'it is proven',
    async () => (await flow.holdfast.admin.position('tin'))?.currentPlan?.state === 'executed',
  );
  expect(model.reservation(model.order(open).lockId)).toMatchObject([{ releasedAt: null }]);
  expect(foundIn(await reconcileNow(flow.holdfast))).toEqual([]);
  expect(await flow.holdfast.admin.post(path, {})).toMatchObject({ status: 200 });
  expect(positionOf('tin')).toMatchObject({ total: 62, updates: 1 });
  model.invoice(open);
  await flow.untilRemoved([open]);
  promisesKept(flow.sandbox);
});

test('an ERP that is read by the clock: what arrives there is on sale, and a sale is no news', async () => {
  const { model } = flow.sandbox.store;
  const [open, gone] = [flow.sell('box', 3), flow.sell('box', 5, 'invoiced')];
  await booked(open, 'acknowledged');
  await booked(gone, 'invoiced');
  const countsOf = async () => (await flow.holdfast.admin.position('box'))?.counts ?? [];
  const polled = async () => {
    const asked = shelf.asked();
    await flow.holdfast.clockDoes('poll-erp');
    await until('the ERP was asked', () => shelf.asked() > asked);
    await idle();
  };
  await polled();
  expect(await countsOf()).toEqual([]);
  arrive('box', 7);
  await polled();
  await until('the goods are for sale', () => {
    const { total, reserved, physical, promised } = positionOf('box');
    return total - reserved === physical - promised;
  });
  expect(await countsOf()).toHaveLength(1);
  // Reading the same again is no other count, neither before nor after a sale.
  await polled();
  model.invoice(open);
  await flow.untilRemoved([open, gone]);
  await polled();
  expect(await countsOf()).toHaveLength(1);
  expect(positionOf('box')).toMatchObject({ total: 49, physical: 49 });
  // The same distance once more is another count.
  arrive('box', 7);
  await polled();
  await until('they are for sale, too', () => positionOf('box').total === 56);
  expect(await countsOf()).toHaveLength(2);
  promisesKept(flow.sandbox);
  nothingDeductedTwice(flow.sandbox);
});

/** No poll and no plan waits or runs. */
const idle = () =>
  until('nothing is left to do', async () =>
    (await flow.holdfast.admin.overview()).backlog
      .filter(({ task }) => task.startsWith('plan-position') || task.startsWith('poll-erp'))
      .every(({ ready, running, later }) => ready + running + later === 0),
  );
