import { endAll } from './at-end';
import { BusyDay } from './busy-day';
import { type Flow, nothingDeductedTwice, promisesKept, startFlow } from './flow';
import { until } from './until';

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ stock: { mug: 400, jar: 400, pot: 400, hot: 20, gathered: 20 } });
});
afterAll(endAll);

const updatesOf = (skuId: string) =>
  flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId)?.updates ?? 0;

test('an order goes from authorized to removed, and the ERP is told each step', async () => {
  const { model } = flow.sandbox.store;
  const orderId = flow.sell('mug', 3, 'payment-pending');
  const booked = (status: string) =>
    until(`booked as ${status}`, () =>
      flow.sandbox.erp.books.reservations().find((one) => one.orderId === orderId && one.status === status),
    );
  const authorized = await booked('authorized');
  expect(authorized).toMatchObject({ quantity: 3, skuId: 'mug' });
  model.advanceTo(orderId, 'window-to-cancel');
  const confirmed = await booked('confirmed');
  model.advanceTo(orderId, 'handling');
  const acknowledged = await booked('acknowledged');
  model.advanceTo(orderId, 'invoiced');
  const removed = await booked('removed');
  const versions = [authorized, confirmed, acknowledged, removed].map(({ version }) => version);
  expect(new Set(versions).size).toBe(4);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  const stock = await until('the new numbers of the position', () =>
    flow.sandbox.erp.books.stock().find(({ skuId }) => skuId === 'mug'),
  );
  expect(stock).toMatchObject({ totalQuantity: 397, reservedQuantity: 0, availableQuantity: 397 });
  const told = await flow.holdfast.admin.order(orderId);
  expect(told?.changes.map(({ status }) => status).sort()).toEqual(
    ['acknowledged', 'authorized', 'confirmed', 'invoiced', 'removed'].sort(),
  );
  promisesKept(flow.sandbox);
});

test('in a hot SKU the oldest order in handling holds the newer ones back, and is named', async () => {
  const { model } = flow.sandbox.store;
  const [oldest = '', ...newer] = [1, 2, 3].map(() => flow.sell('hot', 2));
  for (const orderId of newer) model.invoice(orderId);
  const plan = await until('the hold', async () => {
    const current = (await flow.holdfast.admin.position('hot'))?.currentPlan;
    return current?.evidence.kind === 'hold' && current.evidence.reason === 'open-order' ? current : null;
  });
  expect(plan).toMatchObject({ state: 'held', evidence: { blockedBy: { orderId: oldest } } });
  expect(updatesOf('hot')).toBe(0);
  await until('the ERP knows both as invoiced', () =>
    flow.sandbox.erp.books
      .reservations()
      .filter((one) => newer.includes(one.orderId))
      .every((one) => one.status === 'invoiced'),
  );
  model.invoice(oldest);
  await flow.untilRemoved([oldest, ...newer]);
  await flow.untilBooksAgree([oldest, ...newer]);
  nothingDeductedTwice(flow.sandbox);
});

test('an open order behind the watermark keeps its reservation', async () => {
  const { model } = flow.sandbox.store;
  const [first = '', second = ''] = [flow.sell('hot', 1), flow.sell('hot', 4)];
  // Room for the guard gap: the second is handled a second time unit later by the store's own clock.
  const third = await until('some time has passed', () => {
    const at = (orderId: string) => model.reservation(model.order(orderId).lockId)[0]?.acknowledgedAt ?? 0n;
    return Number((BigInt(Date.now()) * 10_000n - at(second)) / 10_000n) > 100 ? flow.sell('hot', 3) : null;
  });
  model.invoice(first);
  model.invoice(second);
  await flow.untilRemoved([first, second]);
  expect(model.reservation(model.order(third).lockId)).toMatchObject([{ releasedAt: null, quantity: 3 }]);
  const overview = await flow.holdfast.admin.overview();
  expect(overview).toMatchObject({ watermarkTrust: 'proven', problems: [] });
  expect(overview.protectedReservations).toBeGreaterThan(0);
  model.invoice(third);
  await flow.untilBooksAgree([first, second, third]);
  nothingDeductedTwice(flow.sandbox);
});

test('a whole busy day: every reservation ends as it should, and each is deducted once', async () => {
  const { model } = flow.sandbox.store;
  const day = new BusyDay(model, { seed: 11, orders: 60, skus: ['mug', 'jar', 'pot'] });
  for (let more = true; more; ) {
    for (let burst = 0; more && burst < 8; burst += 1) more = day.step();
    await new Promise((resolve) => setTimeout(resolve, 10));
    promisesKept(flow.sandbox);
  }
  await until('nothing is in handling any more', () =>
    model.oracle().positions.every((one) => one.active === 0),
  );
  await flow.untilBooksAgree(day.orderIds);
  nothingDeductedTwice(flow.sandbox);
  expect(model.oracle().positions.map(({ total }) => total)).toEqual(
    model.oracle().positions.map(({ physical }) => physical),
  );
  const done = await flow.holdfast.admin.plans('state=executed&limit=200');
  const deducted = done.map(({ result }) => (result?.kind === 'proven' ? result.removedQuantity : 0));
  const shipped = model.oracle().positions.reduce((sum, one) => sum + one.shippedUnits, 0);
  expect(deducted.reduce((sum, units) => sum + units, 0)).toBe(shipped);
  expect(await flow.holdfast.admin.overview()).toMatchObject({ waitingForPerson: 0 });
  const { logs } = flow.holdfast.admin;
  const wrong = await Promise.all(['outcome=failed', 'outcome=parked', 'kind=failure'].map(logs));
  // A busy machine may keep the store from answering in time; nothing else goes wrong on a day without faults.
  expect(wrong.flat().filter(({ message }) => !/no answer \(/.test(message))).toEqual([]);
});

test('invoices within the gather window share one update', async () => {
  // Longer than a busy machine takes to look at all of them.
  await flow.restart({ HOLDFAST_GATHER_WINDOW_MS: '4000' });
  const { model } = flow.sandbox.store;
  const orderIds = Array.from({ length: 6 }, () => flow.sell('gathered', 1));
  // Older than the whole second of VTEX's Date header: nothing but the window decides when they go.
  const lock = model.order(orderIds[5] ?? '').lockId;
  await until('the handling lies back', () => {
    const at = model.reservation(lock)[0]?.acknowledgedAt ?? 0n;
    return BigInt(Date.now() - 1_200) * 10_000n > at;
  });
  for (const orderId of orderIds) model.invoice(orderId);
  await flow.untilRemoved(orderIds);
  expect(updatesOf('gathered')).toBe(1);
  await flow.untilBooksAgree(orderIds);
});
