import { onServer } from '../postgres/template-database';
import { endAll } from './at-end';
import { type Flow, startFlow } from './flow';
import { oddShop } from './odd-shop';
import { until, untilEqual } from './until';

/** Where VTEX really holds what, when its order does not say, says otherwise, or has a lock with another order. */
const STOCK = 50;
const WAREHOUSES = ['main', 'north', 'TEST', 'test'];
let flow: Flow;
const shop = oddShop(() => flow);
const { act, buy, positionOf, told } = shop;

beforeAll(async () => {
  flow = await startFlow({ stock: {} });
  for (const id of ['TEST', 'test']) await act('add-warehouse', { id });
});
afterAll(endAll);

let skus = 0;
/** A SKU that no other test has, on the shelves of every warehouse. */
async function fresh(): Promise<string> {
  skus += 1;
  const skuId = `sku${skus}`;
  for (const warehouseId of WAREHOUSES) await act('stock', { skuId, warehouseId, quantity: STOCK });
  return skuId;
}
const invoice = (orderId: string, more: Record<string, unknown> = {}) => act('invoice', { orderId, ...more });
const lockOf = (orderId: string) => flow.sandbox.store.model.order(orderId).lockId;

/** Nothing was deducted twice or never, and nobody's reservation was discarded. */
const untilTruthIsSold = (skuId: string, changes: Record<string, number>) =>
  untilEqual(
    () =>
      WAREHOUSES.map((warehouseId) => {
        const { total, reserved, openDiscarded } = positionOf(skuId, warehouseId);
        return { warehouseId, total, available: total - reserved, openDiscarded };
      }),
    () =>
      WAREHOUSES.map((warehouseId) => {
        const { physical, promised } = positionOf(skuId, warehouseId);
        expect([warehouseId, physical]).toEqual([warehouseId, STOCK + (changes[warehouseId] ?? 0)]);
        return { warehouseId, total: physical, available: physical - promised, openDiscarded: 0 };
      }),
  );
const proposedAt = (skuId: string, reason: string) =>
  until(`${reason} at ${skuId}`, async () =>
    (await flow.holdfast.admin.plans(`state=proposed,held&skuId=${skuId}`)).find(({ evidence }) =>
      evidence.attentions.some((one) => one.reason === reason),
    ),
  );
const attentionsAt = async (skuId: string) =>
  (
    await flow.holdfast.admin.plans(`skuId=${skuId}&state=proposed,held,executed,superseded&limit=200`)
  ).flatMap(({ evidence }) => evidence.attentions.map(({ reason }) => reason));

test.each([
  ['held in another warehouse than the order says', 'main', 'north'],
  ['held in a warehouse of another case', 'TEST', 'test'],
])('a reservation %s is planned there, and nothing is proposed here', async (_case, says, holds) => {
  const skuId = await fresh();
  const allocations = [{ warehouseId: says, quantity: 3, heldIn: holds }];
  const orderId = await buy({ skuId, quantity: 3, allocations });
  await invoice(orderId);
  await untilTruthIsSold(skuId, { [holds]: -3 });
  await until('removed there', () =>
    told(orderId).some(({ warehouseId, status, quantity }) => {
      return warehouseId === holds && status === 'removed' && quantity === 3;
    }),
  );
  expect(await attentionsAt(skuId)).toEqual([]);
});

test('one that moves while it is open is not missed where it was', async () => {
  const skuId = await fresh();
  const orderId = await buy({ skuId, quantity: 2 });
  await act('move-reservation', { lockId: lockOf(orderId), to: 'north' });
  // A later order has the first position planned while the reservation is gone from there.
  const later = await buy({ skuId, quantity: 1 });
  await invoice(later);
  await shop.untilTotal(skuId, 'main', STOCK - 1);
  await invoice(orderId);
  await untilTruthIsSold(skuId, { main: -1, north: -2 });
  expect(await attentionsAt(skuId)).toEqual([]);
});

test.each(['kitItemDetails', 'components', 'neither'])(
  'parts of a kit, told by %s, leave where they are reserved',
  async (kitParts) => {
    const [part, kitId] = [await fresh(), `kit-${skus}`];
    const kit = [{ skuId: part, quantity: 2 }];
    const orderId = await buy({ skuId: kitId, quantity: 2, kit }, { telling: { kitParts } });
    await invoice(orderId);
    await untilTruthIsSold(part, { main: -4 });
    // A kit that is told as it was sold follows its parts at the order's next reading.
    await act('announce', { orderId, state: 'invoiced' });
    await until('the ERP hears the end of it', () =>
      told(orderId).every(({ status }) => status === 'removed' || status === 'canceled'),
    );
    // Either the kit or its parts.
    const names = new Set(
      told(orderId)
        .filter(({ status }) => status === 'removed')
        .map(({ skuId }) => skuId),
    );
    expect(names.size).toBe(1);
    expect(await attentionsAt(part)).toEqual([]);
  },
);

test.each(['empty', 'absent'])(
  'deliveryIds %s: the lock says where, and nothing is told as canceled',
  async (how) => {
    const skuId = await fresh();
    const orderId = await buy({ skuId, quantity: 2 }, { telling: { deliveryIds: how } });
    await act('tell-order', { orderId, telling: { deliveryIds: how } });
    await invoice(orderId);
    await untilTruthIsSold(skuId, { main: -2 });
    await until('removed', () => told(orderId).every(({ status }) => status === 'removed'));
    const heard = (await flow.holdfast.admin.order(orderId))?.changes.map(({ status }) => status);
    expect(heard).not.toContain('canceled');
  },
);

test.each(['empty', 'absent'])('deliveryIds that become %s later keep the record', async (how) => {
  const skuId = await fresh();
  const orderId = await buy({ skuId, quantity: 2 });
  await act('tell-order', { orderId, telling: { deliveryIds: how } });
  await act('announce', { orderId, state: 'handling' });
  const since = new Date().toISOString();
  await until('it was read', async () => ((await flow.holdfast.admin.order(orderId))?.readAt ?? '') > since);
  expect(told(orderId)).toMatchObject([{ status: 'acknowledged', quantity: 2 }]);
  await invoice(orderId);
  await untilTruthIsSold(skuId, { main: -2 });
  await until('removed', () => told(orderId).every(({ status }) => status === 'removed'));
});

test('a LockId listed twice whose rows add up is one reservation', async () => {
  const skuId = await fresh();
  const orderId = await buy({ skuId, quantity: 3 });
  await act('tell-reservation', { lockId: lockOf(orderId), telling: { rows: [1, 2] } });
  await invoice(orderId);
  await untilTruthIsSold(skuId, { main: -3 });
  expect(told(orderId)).toMatchObject([{ quantity: 3 }]);
});

test('one whose rows do not add up is held, and some minutes later a person hears of it', async () => {
  const skuId = await fresh();
  const orderId = await buy({ skuId, quantity: 3 });
  await act('tell-reservation', { lockId: lockOf(orderId), telling: { rows: [3, 3] } });
  await invoice(orderId);
  const held = await until('the hold', async () =>
    (await flow.holdfast.admin.plans(`state=held&skuId=${skuId}`)).find(
      ({ evidence }) => evidence.kind === 'hold',
    ),
  );
  expect(held.evidence).toMatchObject({ reason: 'inconsistent-read', attentions: [] });
  await onServer(flow.databaseUrl, (client) =>
    client.query(
      `update holdfast.plans set gate = jsonb_set(gate, '{unreadableSince}', to_jsonb(
         to_char((now() - interval '6 minutes') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"0Z"')))
       where sku_id = $1`,
      [skuId],
    ),
  );
  await act('announce', { orderId, state: 'invoiced' });
  await flow.skipWaits();
  const plan = await until('a person hears of it', async () => {
    await flow.skipWaits();
    return (await flow.holdfast.admin.plans(`state=proposed,held&skuId=${skuId}`)).find(
      ({ evidence }) => evidence.attentions.length > 0,
    );
  });
  expect(plan.evidence.kind).not.toBe('remove');
  expect(positionOf(skuId)).toMatchObject({ total: STOCK, updates: 0 });
  await act('tell-reservation', { lockId: lockOf(orderId), telling: {} });
  await act('announce', { orderId, state: 'invoiced' });
  await flow.skipWaits();
  await until('it goes on', async () => {
    await flow.skipWaits();
    return positionOf(skuId).total === STOCK - 3;
  });
});

test('a lock that two orders name is settled when both are', async () => {
  const skuId = await fresh();
  const orderId = await buy({ skuId, quantity: 3 });
  const next = await act('replace-order', { orderId, sharesLock: true });
  expect(next.lockId).toBe(lockOf(orderId));
  await act('advance-to', { orderId: next.orderId, status: 'handling' });
  await shop.untilBlocks(next.orderId, skuId);
  expect(positionOf(skuId)).toMatchObject({ total: STOCK, openDiscarded: 0 });
  await invoice(next.orderId);
  await untilTruthIsSold(skuId, { main: -4 });
  await until('the successor is removed', () =>
    told(next.orderId).some(({ status, quantity }) => status === 'removed' && quantity === 3),
  );
});

test('canceled after a part invoice: a person is asked with both totals, and a yes settles it', async () => {
  const skuId = await fresh();
  const orderId = await buy({ skuId, quantity: 3 });
  await invoice(orderId, { items: [{ lineIndex: 0, quantity: 1 }] });
  await act('force-cancel', { orderId });
  // Nothing of it is settled, so no event plans the position: the sweep of positions with open orders does.
  await until('the cancellation is known', async () => {
    return (await flow.holdfast.admin.order(orderId))?.reading.status === 'canceled';
  });
  await flow.ageRecord();
  await flow.holdfast.clockDoes('sweep');
  const plan = await proposedAt(skuId, 'canceled-after-invoice');
  const asked = plan.evidence.attentions.find(({ reason }) => reason === 'canceled-after-invoice');
  expect(asked?.message).toMatch(new RegExp(`becomes ${STOCK - 1}\\b.*stays ${STOCK}\\b`));
  // Until then it counts as open.
  expect(positionOf(skuId)).toMatchObject({ total: STOCK, openDiscarded: 0, updates: 0 });
  const answer = await flow.holdfast.admin.post(`/recommendations/${plan.planId}/approve`, {});
  expect(answer.status).toBe(200);
  await untilTruthIsSold(skuId, { main: -1 });
  await until('told', () =>
    told(orderId).every(({ status, quantity }) => status === 'removed' && quantity === 1),
  );
});

test('undone by a return invoice and canceled: a person is asked as well', async () => {
  const skuId = await fresh();
  const orderId = await buy({ skuId, quantity: 2 });
  await invoice(orderId, { items: [{ lineIndex: 0, quantity: 1 }] });
  await invoice(orderId, { type: 'Input', items: [{ lineIndex: null, quantity: 1 }], unchecked: true });
  await act('force-cancel', { orderId });
  // Nothing of it is settled, so no event plans the position: the sweep of positions with open orders does.
  await until('the cancellation is known', async () => {
    return (await flow.holdfast.admin.order(orderId))?.reading.status === 'canceled';
  });
  await flow.ageRecord();
  await flow.holdfast.clockDoes('sweep');
  const plan = await proposedAt(skuId, 'canceled-after-invoice');
  expect(plan.evidence.kind).toBe('attention');
  expect(positionOf(skuId)).toMatchObject({ total: STOCK, updates: 0 });
});
