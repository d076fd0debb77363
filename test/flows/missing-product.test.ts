import { bookedIn } from '../connector-contract/fake-tryton/books';
import { type FakeTryton, startFakeTryton } from '../connector-contract/fake-tryton/start-fake-tryton';
import { atEnd, endAll } from './at-end';
import { type Flow, startFlow } from './flow';
import { until } from './until';

let tryton: FakeTryton;
let flow: Flow;
beforeAll(async () => {
  tryton = await startFakeTryton();
  atEnd(() => tryton.close());
  flow = await startFlow({
    stock: { mug: 50 },
    environment: {
      ERP_CONNECTOR: 'tryton',
      // As if it were not set: it is the sandbox's own ERP that signs.
      ERP_SECRET: '',
      ERP_URL: tryton.url,
      ERP_DATABASE: 'erp',
      ERP_USER: 'holdfast',
      ERP_PASSWORD: tryton.password,
      ERP_WAREHOUSES: 'main=WH',
    },
  });
});
afterAll(endAll);

test('a product the ERP does not have: one message is parked, and all go through once it is there', async () => {
  const { admin } = flow.holdfast;
  const orders = [1, 2, 3, 4].map(() => flow.sell('mug', 2, 'ready-for-handling'));
  const heads = await until('each order has met the missing product', async () => {
    await flow.skipWaits();
    const tried = (await admin.deliveries('limit=100')).filter(({ lastError }) =>
      lastError?.includes('no product with code "mug"'),
    );
    return new Set(tried.map(({ stream }) => stream)).size === orders.length ? tried : null;
  });
  const [parked, ...none] = heads.filter(({ state }) => state === 'parked');
  expect(none).toEqual([]);
  await until('the others say whom they wait with', async () => {
    await flow.skipWaits();
    const waiting = (await admin.deliveries('limit=100')).filter(({ lastError }) =>
      lastError?.includes(`It waits for the same as message ${parked?.id}`),
    );
    return waiting.length === orders.length - 1;
  });
  expect(bookedIn(tryton)).toEqual([]);
  tryton.addProduct('mug', 50);
  await until('all are in the books', async () => {
    await flow.holdfast.clockDoes('redispatch');
    await flow.skipWaits();
    return bookedIn(tryton).length === orders.length;
  });
  expect((await admin.overview()).erp.parked).toBe(0);
});
