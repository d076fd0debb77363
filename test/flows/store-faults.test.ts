import type { Fault } from '@holdfast/sandbox/store/http/faults';
import { endAll } from './at-end';
import { type Flow, nothingDeductedTwice, startFlow } from './flow';
import { until } from './until';

const SKUS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ stock: Object.fromEntries(SKUS.map((skuId) => [skuId, 50])) });
});
afterAll(endAll);
beforeEach(() => flow.sandbox.store.counters.reset());
afterEach(() => flow.sandbox.store.faults.clear());

const calls = () => flow.sandbox.store.counters.calls();
const updatesOf = (skuId: string) =>
  flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId)?.updates ?? 0;
const fails = (fault: Fault, times = 1) =>
  flow.sandbox.store.faults.set({ endpoint: 'putInventory', fault, times });
const endsWell = async (orderIds: string[]) => {
  await flow.untilRemoved(orderIds);
  await flow.untilBooksAgree(orderIds);
  nothingDeductedTwice(flow.sandbox);
};

test('a 500 for an update that was applied is read back and not sent again', async () => {
  fails({ kind: 'error-after' });
  await endsWell([flow.sell('a', 2, 'invoiced')]);
  expect(updatesOf('a')).toBe(1);
  expect(calls().putInventory).toBe(1);
});

test('a 200 whose body is no JSON is read back too', async () => {
  fails({ kind: 'bad-json' });
  await endsWell([flow.sell('b', 2, 'invoiced')]);
  expect(updatesOf('b')).toBe(1);
});

test('423 and 429 with Retry-After: sent again as soon as VTEX allows', async () => {
  fails({ kind: 'locked' });
  flow.sandbox.store.faults.set({
    endpoint: 'putInventory',
    fault: { kind: 'rate-limited', retryAfterSeconds: 1 },
    skip: 1,
    times: 1,
  });
  await endsWell([flow.sell('c', 2, 'invoiced')]);
  expect(updatesOf('c')).toBe(1);
  expect(calls().putInventory).toBe(3);
});

test('a list that moves between its pages is not planned from until it stands still', async () => {
  const { platform, ...model } = flow.sandbox.store.model;
  model.stock({ skuId: 'd', warehouseId: 'north', quantity: 500 });
  // More than one page of 100.
  const open = Array.from({ length: 120 }, () => {
    const { orderId } = model.placeOrder({ lines: [{ skuId: 'd', quantity: 1, warehouseId: 'north' }] });
    return orderId;
  });
  model.advanceTo(open[0] ?? '', 'invoiced');
  platform.reservationOrder = 'shifting';
  const held = await until('held for its reading', async () => {
    const plan = (await flow.holdfast.admin.position('d', 'north'))?.currentPlan;
    return plan?.evidence.kind === 'hold' && plan.evidence.reason === 'inconsistent-read' ? plan : null;
  });
  expect(held.evidence).toMatchObject({ message: expect.stringContaining('twice') });
  expect(calls().putInventory).toBe(0);
  platform.reservationOrder = 'oldest-first';
  // The next invoice plans the position anew.
  model.advanceTo(open[1] ?? '', 'invoiced');
  await endsWell(open.slice(0, 2));
});

test('a store that is down for a while: nothing is lost', async () => {
  const before = flow.sell('e', 1);
  flow.sandbox.store.faults.set({ endpoint: '*', fault: { kind: 'down' } });
  flow.sandbox.store.model.invoice(before);
  const during = flow.sell('e', 2, 'invoiced');
  await until('the log says so', async () =>
    (await flow.holdfast.admin.logs('kind=failure&limit=50')).some(({ message }) =>
      /connection broke|no answer/i.test(message),
    ),
  );
  flow.sandbox.store.faults.clear();
  await endsWell([before, during]);
});

test('403 on one endpoint names the missing resource, parks, and work resumes when it is granted', async () => {
  flow.sandbox.store.faults.set({ endpoint: 'putInventory', fault: { kind: 'forbidden' } });
  const orderId = flow.sell('f', 2, 'invoiced');
  const problem = await until('the overview names it', async () =>
    (await flow.holdfast.admin.overview()).problems.find(({ missingResource }) => missingResource !== null),
  );
  expect(problem).toMatchObject({ area: 'vtex', missingResource: expect.stringMatching(/logistics/i) });
  // Parked: it is not knocked at over and over.
  expect(calls().putInventory).toBeLessThan(4);
  flow.sandbox.store.faults.clear();
  const next = flow.sell('f', 1, 'invoiced');
  await endsWell([orderId, next]);
  await until('the overview is clean again', async () =>
    (await flow.holdfast.admin.overview()).problems.every(({ missingResource }) => missingResource === null),
  );
});

test('an answer that never comes: read back after the time-out, not sent again', async () => {
  fails({ kind: 'hang-after' });
  await endsWell([flow.sell('g', 2, 'invoiced')]);
  expect(updatesOf('g')).toBe(1);
  expect(calls().putInventory).toBe(1);
});

test('429 without Retry-After: that endpoint is left alone, the others go on', async () => {
  flow.sandbox.store.faults.set({ endpoint: 'putInventory', fault: { kind: 'rate-limited' } });
  const orderId = flow.sell('h', 2, 'invoiced');
  await until('refused once', () => calls().putInventory === 1);
  const other = flow.sell('h', 1, 'ready-for-handling');
  await until('other work goes on', () =>
    flow.sandbox.erp.books.reservations().some((one) => one.orderId === other && one.status === 'confirmed'),
  );
  await flow.untilBooksAgree([orderId, other]);
  expect(calls().putInventory).toBe(1);
});
