import { endAll } from './at-end';
import { type Flow, nothingDeductedTwice, promisesKept, startFlow } from './flow';
import { until } from './until';

let flow: Flow;
beforeEach(async () => {
  flow = await startFlow({ stock: { mug: 20 } });
});
afterEach(endAll);

const place = (expiresInMinutes: number) =>
  flow.sandbox.store.model.placeOrder({
    lines: [{ skuId: 'mug', quantity: 2, warehouseId: 'main' }],
    payment: 'boleto',
    expiresInMinutes,
  }).orderId;
const bookedAs = (orderId: string, status: string) =>
  until(`${orderId} booked as ${status}`, () =>
    flow.sandbox.erp.books.reservations().find((one) => one.orderId === orderId && one.status === status),
  );

test('an unpaid order whose units VTEX let go earlier than forecast: told as expired, nothing stays held', async () => {
  const { model } = flow.sandbox.store;
  // VTEX forgets it after 3 s; the forecast from the boleto's due date says days.
  const unpaid = place(0.05);
  await bookedAs(unpaid, 'authorized');
  const forecast = (await flow.holdfast.admin.order(unpaid))?.reservations[0]?.expiresAt ?? '';
  expect(Date.parse(forecast)).toBeGreaterThan(Date.now() + 86_400_000);
  const sold = flow.sell('mug', 3);
  await until(
    'VTEX let it go',
    () => model.reservation(model.order(unpaid).lockId)[0]?.status === 'Canceled_AuthorizationExpired',
  );
  await bookedAs(sold, 'acknowledged');
  // Days have passed since anybody looked at it.
  await flow.ageRecord();
  model.invoice(sold);
  await flow.untilRemoved([sold]);
  await bookedAs(unpaid, 'expired');
  await flow.untilBooksAgree([unpaid, sold]);
  nothingDeductedTwice(flow.sandbox);
});

test('an expired order that is paid too late revives nothing', async () => {
  const { model } = flow.sandbox.store;
  const late = place(0.03);
  await bookedAs(late, 'authorized');
  await until(
    'VTEX let it go',
    () => model.reservation(model.order(late).lockId)[0]?.status === 'Canceled_AuthorizationExpired',
  );
  model.pay(late);
  const sold = flow.sell('mug', 1);
  await bookedAs(sold, 'acknowledged');
  await flow.ageRecord();
  model.invoice(sold);
  await flow.untilRemoved([sold]);
  await bookedAs(late, 'expired');
  promisesKept(flow.sandbox);
  nothingDeductedTwice(flow.sandbox);
});
