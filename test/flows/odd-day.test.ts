import type { ErpStock } from '@holdfast/node/clients/erp/connector';
import { instantOfMs } from '@holdfast/node/core/instant';
import type { ReservationStatus } from '@holdfast/node/core/reservation/reservation';
import { anId } from '../builders/an-id';
import { endAll } from './at-end';
import { INBOUND_TOKEN } from './environment';
import { type Flow, startFlow } from './flow';
import { foundIn, reconcileNow } from './reconcile-now';
import { until, untilEqual } from './until';

jest.setTimeout(420_000);

/** A fifth of the orders are changed, partly invoiced, returned, kits or odd in other ways. */
const ORDERS = 120;
let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({
    stock: {},
    sandbox: {
      seed: 5,
      hookDelivery: { duplicates: 0.2, drops: 0.1, delayMs: 20, reorderMs: 200 },
      shoppers: { speed: 5, ordersPerMinute: 60, mostOrders: ORDERS, oddShare: 0.2 },
    },
    // The ERP's shelf is the real one; its reservations are those it was told of.
    readStock: async (positions) => ({
      kind: 'read',
      stock: positions.map((position): ErpStock => {
        const here = (one: { skuId: string; warehouseId: string }) =>
          one.skuId === position.skuId && one.warehouseId === position.warehouseId;
        const shelf = flow.sandbox.store.model.oracle().positions.find(here);
        return {
          position,
          onHand: shelf?.physical ?? null,
          countedAt: instantOfMs(Date.now()),
          reservations: flow.sandbox.erp.books
            .reservations()
            .filter(here)
            .map(({ lockId, quantity, status }) => ({
              lockId: anId(lockId),
              quantity,
              status: status as ReservationStatus,
            })),
        };
      }),
    }),
  });
});
afterAll(endAll);

const positions = () =>
  flow.sandbox.store.model.oracle().positions.filter(({ skuId }) => skuId !== UNLIMITED);
/** The catalogue's gift card is never counted. */
const UNLIMITED = '1007';
/** What a person is asked and answers with yes, for it is so: the units left, the order was invoiced all the same. */
const TRUE_ANSWERS = ['canceled-after-invoice', 'invoiced-not-acknowledged', 'canceled-still-reserved'];

async function answerQuestions(): Promise<void> {
  for (const { planId, evidence } of await flow.holdfast.admin.plans('state=proposed&limit=200'))
    if (evidence.attentions.some(({ reason }) => TRUE_ANSWERS.includes(reason)))
      await flow.holdfast.admin.post(`/recommendations/${planId}/approve`, {});
}

async function count(skuId: string, warehouseId: string, onHand: number): Promise<void> {
  const url = `${flow.holdfast.url}/_v/holdfast/erp/stock/${skuId}/${warehouseId}`;
  const answer = await fetch(url, {
    method: 'PUT',
    headers: { authorization: `Bearer ${INBOUND_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      onHand,
      countedAt: new Date().toISOString(),
      reference: `${skuId}-${warehouseId}-${Date.now()}`,
    }),
  });
  expect(answer.status).toBe(202);
}

test('once returns are counted, the store, Holdfast and the ERP have the same books', async () => {
  const { model } = flow.sandbox.store;
  await until(
    'the day is over',
    () => {
      const { shoppers } = flow.sandbox;
      return shoppers !== null && shoppers.placed() >= ORDERS && shoppers.busy() === 0;
    },
    120_000,
  );
  await flow.holdfast.clockDoes('drain-feed');
  await until(
    'nothing in handling is held that could go',
    async () => {
      await answerQuestions();
      await flow.holdfast.clockDoes('redispatch');
      await flow.skipWaits();
      return positions().every(({ acknowledged }) => acknowledged === 0);
    },
    180_000,
  );
  const { oversoldUnits, openDiscarded, shippedWithoutStock } = model.oracle();
  expect({ oversoldUnits, openDiscarded, shippedWithoutStock }).toEqual({
    oversoldUnits: 0,
    openDiscarded: 0,
    shippedWithoutStock: 0,
  });
  // Nothing was deducted that did not leave, but for what came back since: nobody oversells before the count.
  for (const { skuId, warehouseId, total, physical } of positions()) {
    expect([skuId, warehouseId, total <= physical]).toEqual([skuId, warehouseId, true]);
    if (total < physical) await count(skuId, warehouseId, physical);
  }
  await untilEqual(
    () => positions().map(({ skuId, warehouseId, total }) => ({ skuId, warehouseId, total })),
    () => positions().map(({ skuId, warehouseId, physical }) => ({ skuId, warehouseId, total: physical })),
  );
  await untilEqual(
    async () => {
      await flow.skipWaits();
      return foundIn(await reconcileNow(flow.holdfast));
    },
    () => [],
  );
  const report = await reconcileNow(flow.holdfast);
  expect(report).toMatchObject({ state: 'done', unexplained: 0, erp: 'webhook' });
  expect(report.accounts['on-hand']?.actual).toBe(report.accounts.total?.actual);
  expect(flow.sandbox.erp.books.violations()).toEqual([]);
});
