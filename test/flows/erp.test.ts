import { endAll } from './at-end';
import { BusyDay } from './busy-day';
import { type Flow, nothingDeductedTwice, promisesKept, startFlow } from './flow';
import { until } from './until';

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ stock: { mug: 200, jar: 200, odd: 50, good: 50 } });
});
afterAll(endAll);
afterEach(() => flow.sandbox.erp.faults.clear());

test('an ERP that is down all day: the store does not notice, and in the evening nothing is missing', async () => {
  const { model } = flow.sandbox.store;
  flow.sandbox.erp.faults.set({ kind: 'down' });
  const day = new BusyDay(model, { seed: 31, orders: 30, skus: ['mug', 'jar'] });
  while (day.step()) promisesKept(flow.sandbox);
  await until('all goods are taken out of stock', () =>
    model.oracle().positions.every((one) => one.active === 0),
  );
  nothingDeductedTwice(flow.sandbox);
  expect(flow.sandbox.erp.books.accepted()).toBe(0);
  const overview = await until('the overview says that the ERP does not answer', async () => {
    const now = await flow.holdfast.admin.overview();
    return now.erp.healthy === false ? now : null;
  });
  expect(overview.erp.pending).toBeGreaterThan(30);
  expect(overview.erp.parked).toBe(0);
  flow.sandbox.erp.faults.clear();
  await until('everything was told', async () => {
    await flow.skipWaits();
    return (await flow.holdfast.admin.overview()).erp.pending === 0;
  });
  await flow.untilBooksAgree(day.orderIds);
});

test('answers that are lost or late: told again under the same id, in the same order', async () => {
  const { faults, books } = flow.sandbox.erp;
  const before = books.duplicates();
  faults.set({ kind: 'error-after' }, 3);
  faults.set({ kind: 'rate-limited', retryAfterSeconds: 1 }, 2);
  const orderIds = [flow.sell('mug', 2, 'invoiced'), flow.sell('jar', 2, 'invoiced')];
  await until('everything was told', async () => {
    await flow.skipWaits();
    return (
      books.reservations().filter((one) => orderIds.includes(one.orderId) && one.status === 'removed')
        .length === 2
    );
  });
  await flow.untilBooksAgree(orderIds);
  expect(books.duplicates()).toBeGreaterThan(before);
});

test('a 400 for one SKU parks its order only, until a person retries it', async () => {
  const { erp } = flow.sandbox;
  erp.faults.set({ kind: 'rejects', skuId: 'odd' });
  const odd = flow.sell('odd', 2);
  const parked = await until('parked', async () =>
    (await flow.holdfast.admin.deliveries('state=parked')).find(({ orderId }) => orderId === odd),
  );
  expect(parked).toMatchObject({ attempts: 1, stream: `order/${odd}` });
  flow.sandbox.store.model.invoice(odd);
  const good = flow.sell('good', 2, 'invoiced');
  await flow.untilRemoved([good]);
  // Its goods are taken out of stock all the same; only the ERP's side of this order waits, in its order.
  await until('the store goes on', () =>
    flow.sandbox.store.model.oracle().positions.some(({ skuId, total }) => skuId === 'odd' && total === 48),
  );
  expect(erp.books.reservations().filter(({ orderId }) => orderId === odd)).toEqual([]);
  const overview = await flow.holdfast.admin.overview();
  expect(overview.problems).toContainEqual(expect.objectContaining({ area: 'erp' }));
  erp.faults.clear();
  const answer = await flow.holdfast.admin.post(`/deliveries/${encodeURIComponent(parked.id)}/retry`, {});
  expect(answer.status).toBe(200);
  await flow.holdfast.admin.post('/deliveries/retry-parked', {});
  await flow.untilRemoved([odd]);
  await flow.untilBooksAgree([odd, good]);
  await until('nothing is parked', async () => (await flow.holdfast.admin.overview()).erp.parked === 0);
});
