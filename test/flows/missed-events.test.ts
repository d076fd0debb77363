import { endAll } from './at-end';
import { BusyDay } from './busy-day';
import { type Flow, type FlowOptions, nothingDeductedTwice, promisesKept, startFlow } from './flow';
import { until } from './until';

let flow: Flow;
afterEach(endAll);

const SKUS = ['mug', 'jar', 'pot'];
const start = async (options: FlowOptions = {}) => {
  flow = await startFlow({ ...options, stock: { mug: 300, jar: 300, pot: 300 } });
};

/** A day whose events travel as badly as they may; `pauseMs` between bursts lets some of them arrive in between. */
async function live(seed: number, orders: number): Promise<BusyDay> {
  const day = new BusyDay(flow.sandbox.store.model, { seed, orders, skus: SKUS });
  for (let more = true; more; ) {
    for (let burst = 0; more && burst < 10; burst += 1) more = day.step();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return day;
}

async function endsWell(day: BusyDay): Promise<void> {
  const { model } = flow.sandbox.store;
  await until('everything is removed', () => model.oracle().positions.every((one) => one.active === 0));
  await flow.untilBooksAgree(day.orderIds);
  nothingDeductedTwice(flow.sandbox);
}

test('duplicated, delayed and reordered notifications make the same books', async () => {
  await start({ sandbox: { hookDelivery: { duplicates: 0.5, delayMs: 50, reorderMs: 1_500 } } });
  const day = await live(21, 40);
  await endsWell(day);
  await until('the others come, too', () => flow.sandbox.store.hook.counts.delivered > 150);
  await flow.untilBooksAgree(day.orderIds);
});

test('notifications that never came are found in the feed', async () => {
  await start({ swept: true, sandbox: { hookDelivery: { drops: 1 } } });
  const day = await live(22, 30);
  await flow.holdfast.clockDoes('drain-feed');
  await endsWell(day);
  expect(flow.sandbox.store.hook.counts.delivered).toBe(0);
});

test('with neither hook nor feed, the sweep that a person asks for finds every order', async () => {
  await start({ listens: false, swept: true });
  flow.sandbox.store.faults.set({ endpoint: 'readFeed', fault: { kind: 'forbidden' } });
  const day = await live(23, 25);
  const answer = await flow.holdfast.admin.post('/listeners/sweep', {});
  expect(answer.status).toBe(200);
  await endsWell(day);
  expect((await flow.holdfast.admin.overview()).listeners.hook?.outcome).toBe('off');
});

test('what lies in the feed while nothing runs is made good at the next start', async () => {
  await start();
  const { model } = flow.sandbox.store;
  const orderId = flow.sell('mug', 2);
  await until('known', () => flow.sandbox.erp.books.reservations()[0]?.status === 'acknowledged');
  await flow.holdfast.stop();
  model.invoice(orderId);
  const later = flow.sell('mug', 1, 'invoiced');
  await flow.restart();
  await flow.untilRemoved([orderId, later]);
  promisesKept(flow.sandbox);
  await flow.untilBooksAgree([orderId, later]);
  nothingDeductedTwice(flow.sandbox);
});
