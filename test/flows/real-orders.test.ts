import { onServer } from '../postgres/template-database';
import { endAll } from './at-end';
import { type Flow, startFlow } from './flow';
import { oddShop } from './odd-shop';
import { sendCount } from './send-count';
import { until, untilEqual } from './until';

/**
 * What left is what the order says left: each line of the table in docs/gate.md, played in a live store. Every row has
 * SKUs of its own, named after it, with 50 units on the shelves of `main` and of `north`; all share one server.
 */
const STOCK = 50;
let flow: Flow;
const shop = oddShop(() => flow);
const { act, buy, positionOf, told } = shop;

beforeAll(async () => {
  flow = await startFlow({ stock: {} });
  for (const skuId of SKUS)
    for (const warehouseId of ['main', 'north']) await act('stock', { skuId, warehouseId, quantity: STOCK });
});
afterAll(endAll);

type Json = Record<string, unknown>;
const invoice = (orderId: string, more: Json = {}) => act('invoice', { orderId, ...more });
const change = (orderId: string, quantity: number, how: string, more: Json = {}) =>
  act('change-order', { orderId, lineIndex: 0, quantity, how, ...more });
const units = (lineIndex: number | null, quantity: number) => ({ lineIndex, quantity });

interface Row {
  /** SKU and warehouse, and by how much VTEX's total changes. */
  changes: [skuId: string, warehouseId: string, units: number][];
  /** What is told to the ERP in the end. */
  told: [skuId: string, warehouseId: string, quantity: number, status: string][];
  /** A sentence of the log that asks a person to look. */
  attention?: RegExp;
  play(skuId: string): Promise<string>;
}

/** Both shelves' names stand in the table as x (the row's SKU), y and its parts. */
const ROWS: Record<string, Row> = {
  'lock 3; changed to 5 (v2); Output 5': {
    changes: [['x', 'main', -5]],
    told: [['x', 'main', 5, 'removed']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 3 });
      expect(told(orderId)).toMatchObject([{ quantity: 3 }]);
      await change(orderId, 5, 'v2', { reservationFollows: false });
      await invoice(orderId, { items: [units(0, 5)] });
      return orderId;
    },
  },
  'the same, and the reservation followed the change': {
    changes: [['x', 'main', -5]],
    told: [['x', 'main', 5, 'removed']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 3 });
      await change(orderId, 5, 'v2', { reservationFollows: true });
      await invoice(orderId, { items: [units(0, 5)] });
      return orderId;
    },
  },
  'lock 3; changed to 2 (v2); Output 2': {
    changes: [['x', 'main', -2]],
    told: [['x', 'main', 2, 'removed']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 3 });
      await change(orderId, 2, 'v2', { reservationFollows: false });
      await invoice(orderId, { items: [units(0, 2)] });
      return orderId;
    },
  },
  'lock 3, quantity 3, itemsRemoved 1 (v1); Output 2': {
    changes: [['x', 'main', -2]],
    told: [['x', 'main', 2, 'removed']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 3 });
      await change(orderId, 2, 'v1', { reservationFollows: false });
      await invoice(orderId, { items: [units(0, 2)] });
      return orderId;
    },
  },
  'v2 says 2 already, itemsRemoved 1 beside it; Output 2': {
    changes: [['x', 'main', -2]],
    told: [['x', 'main', 2, 'removed']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 3 });
      await change(orderId, 2, 'both', { reservationFollows: false });
      await invoice(orderId, { items: [units(0, 2)] });
      return orderId;
    },
  },
  'lock 3; Output without items; invoiced': {
    changes: [['x', 'main', -3]],
    told: [['x', 'main', 3, 'removed']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 3 });
      await invoice(orderId, { items: [], unchecked: true });
      return orderId;
    },
  },
  'lock 3; Output 1, then an Output without items; invoiced': {
    changes: [['x', 'main', -3]],
    told: [['x', 'main', 3, 'removed']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 3 });
      await invoice(orderId, { items: [units(0, 1)] });
      await invoice(orderId, { items: [], unchecked: true });
      return orderId;
    },
  },
  'lock 3; Output 2; invoiced, no change recorded': {
    changes: [['x', 'main', -3]],
    told: [['x', 'main', 3, 'removed']],
    attention: /its invoices name fewer/,
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 3 });
      await invoice(orderId, { items: [units(0, 2)], shipped: [units(0, 3)], completes: true });
      return orderId;
    },
  },
  'one invoice number in two packages, line X and line Y': {
    changes: [
      ['x', 'main', -1],
      ['y', 'main', -1],
    ],
    told: [
      ['x', 'main', 1, 'removed'],
      ['y', 'main', 1, 'removed'],
    ],
    async play(skuId) {
      const lines = [skuId, `${skuId}y`].map((one) => ({ skuId: one, quantity: 1, warehouseId: 'main' }));
      const orderId = await buy({}, { lines });
      for (const line of [0, 1])
        await invoice(orderId, { invoiceNumber: 'one', items: [units(line, 1)], unchecked: true });
      return orderId;
    },
  },
  'the same number and line twice (1 unit of 2), not invoiced': {
    changes: [],
    told: [['x', 'main', 2, 'acknowledged']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 2 });
      for (const _time of [1, 2])
        await invoice(orderId, {
          invoiceNumber: 'twice',
          items: [units(0, 1)],
          completes: false,
          unchecked: true,
          shipped: _time === 1 ? [units(0, 1)] : [],
        });
      return orderId;
    },
  },
  'line removed, Output names index 1 of the one line left': {
    changes: [
      ['x', 'main', 0],
      ['y', 'main', -1],
    ],
    told: [
      ['x', 'main', 1, 'canceled'],
      ['y', 'main', 1, 'removed'],
    ],
    async play(skuId) {
      const lines = [skuId, `${skuId}y`].map((one) => ({ skuId: one, quantity: 1, warehouseId: 'main' }));
      const orderId = await buy({}, { lines });
      await change(orderId, 0, 'v2', { reservationFollows: false });
      await invoice(orderId, {
        items: [units(1, 1)],
        shipped: [units(0, 1)],
        completes: true,
        unchecked: true,
      });
      return orderId;
    },
  },
  'the only line removed, invoice names no items': {
    changes: [['x', 'main', 0]],
    told: [['x', 'main', 2, 'canceled']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 2 });
      await change(orderId, 0, 'v2', { reservationFollows: false });
      await invoice(orderId, { items: [], unchecked: true });
      return orderId;
    },
  },
  '2 units: Output 1, Input 1 without index, Output 1, not invoiced': {
    changes: [],
    told: [['x', 'main', 2, 'acknowledged']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 2 });
      await invoice(orderId, { items: [units(0, 1)] });
      await invoice(orderId, { type: 'Input', items: [units(null, 1)], unchecked: true });
      await invoice(orderId, { items: [units(0, 1)], shipped: [], completes: false });
      return orderId;
    },
  },
  'lock 3 in WA, 2 more allocated to WB without lock; Output 5': {
    changes: [
      ['x', 'main', -3],
      ['x', 'north', -2],
    ],
    told: [
      ['x', 'main', 3, 'removed'],
      ['x', 'north', 2, 'removed'],
    ],
    async play(skuId) {
      const allocations = [
        { warehouseId: 'main', quantity: 3 },
        { warehouseId: 'north', quantity: 2, locked: false },
      ];
      const orderId = await buy({ skuId, quantity: 5, allocations });
      await invoice(orderId, { items: [units(0, 5)] });
      return orderId;
    },
  },
  '2 kits changed to 1, part lock 6; Output 1': {
    changes: [['y', 'main', -3]],
    told: [['y', 'main', 3, 'removed']],
    async play(skuId) {
      const kit = [{ skuId: `${skuId}y`, quantity: 3 }];
      const orderId = await buy({ skuId: `${skuId}kit`, quantity: 2, kit });
      expect(told(orderId)).toMatchObject([{ skuId: `${skuId}y`, quantity: 6 }]);
      await change(orderId, 1, 'v2', { reservationFollows: false });
      await invoice(orderId, { items: [units(0, 1)] });
      return orderId;
    },
  },
  'shelf 10 counted after Output 2 of lock 3 (claim 2), kept behind an open 1; later both released': {
    changes: [['x', 'main', 9 - STOCK]],
    told: [['x', 'main', 2, 'removed']],
    async play(skuId) {
      await act('stock', { skuId, warehouseId: 'main', quantity: 15 });
      const open = await buy({ skuId, quantity: 1 });
      const orderId = await buy({ skuId, quantity: 3 });
      await change(orderId, 2, 'v2', { reservationFollows: false });
      // Three units broke, and then two left.
      await act('deliver-goods', { skuId, warehouseId: 'main', units: -3 });
      await invoice(orderId, { items: [units(0, 2)] });
      await until('the invoice is known', () => told(orderId).some(({ status }) => status === 'invoiced'));
      await sendCount(flow.holdfast, skuId, { onHand: 10, reference: `${skuId}-1` });
      await shop.untilTotal(skuId, 'main', 12);
      await invoice(open);
      return orderId;
    },
  },
  'discarded by others, repaired by -3, then changed to 2 and invoiced': {
    changes: [['x', 'main', -2]],
    told: [['x', 'main', 2, 'removed']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 3 });
      await act('update-inventory', { skuId, warehouseId: 'main', quantity: STOCK });
      await flow.ageRecord();
      await flow.holdfast.clockDoes('sweep');
      const loss = await until('the loss is found', async () =>
        (await flow.holdfast.admin.plans(`state=proposed&skuId=${skuId}`)).find(({ evidence }) =>
          evidence.attentions.some(({ reason }) => reason === 'lost-reservation'),
        ),
      );
      await flow.holdfast.admin.post(`/recommendations/${loss.planId}/approve`, {});
      await shop.untilTotal(skuId, 'main', STOCK - 3);
      await change(orderId, 2, 'v2', { reservationFollows: false });
      await invoice(orderId, { items: [units(0, 2)] });
      return orderId;
    },
  },
  'counted while a line added without a lock is still to leave; then it leaves': {
    changes: [
      ['x', 'main', -1],
      ['y', 'main', -2],
    ],
    told: [['x', 'main', 1, 'removed']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 1 });
      const added = `${skuId}y`;
      await act('add-line', {
        orderId,
        skuId: added,
        quantity: 2,
        warehouseId: 'main',
        reservationFollows: false,
      });
      await shop.readAgain(orderId);
      await sendCount(flow.holdfast, added, { onHand: STOCK, reference: `${added}-1` });
      await shop.untilTotal(added, 'main', STOCK - 2);
      expect(forSale(positionOf(added)).available).toBe(really(positionOf(added)).available);
      await invoice(orderId);
      return orderId;
    },
  },
  'counted while a reservation of 3 has to serve 5; then the order is canceled': {
    changes: [['x', 'main', 0]],
    told: [['x', 'main', 3, 'canceled']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 3 });
      await change(orderId, 5, 'v2', { reservationFollows: false });
      await shop.readAgain(orderId);
      await sendCount(flow.holdfast, skuId, { onHand: STOCK, reference: `${skuId}-1` });
      await shop.untilTotal(skuId, 'main', STOCK - 2);
      expect(forSale(positionOf(skuId)).available).toBe(really(positionOf(skuId)).available);
      // The first one only asks.
      for (const _asked of [1, 2]) await act('cancel', { orderId });
      return orderId;
    },
  },
  'added line without lock, event heard twice and backfilled': {
    changes: [
      ['x', 'main', -1],
      ['y', 'main', -2],
    ],
    told: [['x', 'main', 1, 'removed']],
    async play(skuId) {
      const orderId = await buy({ skuId, quantity: 1 });
      const added = { skuId: `${skuId}y`, quantity: 2, warehouseId: 'main' };
      await act('add-line', { orderId, ...added, reservationFollows: false });
      await invoice(orderId);
      return orderId;
    },
  },
};

const NAMES = Object.keys(ROWS);
const skuOf = (name: string) => `row${NAMES.indexOf(name)}`;
const SKUS = NAMES.flatMap((name) => [skuOf(name), `${skuOf(name)}y`]);
const inRow = (name: string, role: string) => (role === 'x' ? skuOf(name) : `${skuOf(name)}${role}`);

/** VTEX's word, and the truth: nothing was deducted twice or never, and what is no longer wanted is on sale. */
const forSale = ({ total, reserved }: Books) => ({ total, available: total - reserved });
const really = ({ physical, promised }: Books) => ({ total: physical, available: physical - promised });
type Books = ReturnType<typeof positionOf>;

const orders: string[] = [];

test.each(NAMES)('%s', async (name) => {
  const row = ROWS[name] as Row;
  const orderId = await row.play(skuOf(name));
  orders.push(orderId);
  if (row.changes.length === 0) {
    await shop.untilBlocks(orderId, skuOf(name));
    expect(positionOf(skuOf(name))).toMatchObject({ total: STOCK, released: 0 });
  }
  for (const [role, warehouseId, change] of row.changes)
    await shop.untilTotal(inRow(name, role), warehouseId, STOCK + change);
  const wanted = row.told.map(([role, warehouseId, quantity, status]) => ({
    skuId: inRow(name, role),
    warehouseId,
    quantity,
    status,
  }));
  await until(`told: ${JSON.stringify(wanted)}, not ${JSON.stringify(told(orderId))}`, () => {
    return JSON.stringify(told(orderId)) === JSON.stringify(wanted);
  });
  const attentions = await shop.attentionsOf(orderId);
  if (row.attention === undefined) expect(attentions).toEqual([]);
  else expect(attentions).toEqual([expect.stringMatching(row.attention)]);
  await untilEqual(
    () => row.changes.map(([role, warehouseId]) => forSale(positionOf(inRow(name, role), warehouseId))),
    () => row.changes.map(([role, warehouseId]) => really(positionOf(inRow(name, role), warehouseId))),
  );
});

test('heard again, read from the beginning and after a restart, nothing of it happens once more', async () => {
  await shop.untilIdle();
  const { model } = flow.sandbox.store;
  const books = () => ({
    positions: model
      .oracle()
      .positions.map(({ skuId, warehouseId, total, updates }) => ({ skuId, warehouseId, total, updates })),
    told: orders.map((orderId) => [orderId, told(orderId)]),
    versions: flow.sandbox.erp.books.reservations().map(({ lockId, version }) => [lockId, version]),
  });
  const before = books();
  await shop.readAgain(...orders, ...orders);
  await flow.ageRecord();
  await onServer(flow.databaseUrl, (client) =>
    client.query(`delete from holdfast.settings where key = 'sweep-cursors'`),
  );
  await flow.restart();
  await until('everything was swept', async () => (await flow.holdfast.admin.overview()).listeners.sweep);
  await shop.untilIdle();
  expect(books()).toEqual(before);
  const { oversoldUnits, shippedWithoutStock, openDiscarded } = model.oracle();
  // The one that somebody else discarded.
  expect({ oversoldUnits, shippedWithoutStock, openDiscarded }).toEqual({
    oversoldUnits: 0,
    shippedWithoutStock: 0,
    openDiscarded: 1,
  });
  expect(flow.sandbox.erp.books.violations()).toEqual([]);
});
