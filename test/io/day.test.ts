import type { LogPage } from '@holdfast/node/api/schemas/log';
import type { OrderDetail } from '@holdfast/node/api/schemas/order';
import type { Overview } from '@holdfast/node/api/schemas/overview';
import type { ReconciliationView } from '@holdfast/node/api/schemas/reconciliation';
import type { Series } from '@holdfast/node/api/schemas/series';
import type { PlatformFault } from '@holdfast/sandbox/platform/platform-faults';
import { PERSONAL_MARKERS } from '@holdfast/sandbox/store/http/person';
import { BusyDay } from '../flows/busy-day';
import { nothingDeductedTwice, promisesKept } from '../flows/flow';
import { until } from '../flows/until';
import { ACCESS_KEY, type IoFlow, startIoFlow } from './io-flow';

jest.setTimeout(120_000);

/** Orders, positions, work: what is written down here is the truth. */
const RECORDS = /\/buckets\/[^/]+\/(orders|positions|work)\//;
/** Two minutes is the longest that anything is leased or claimed. */
const LEASES_ARE_OVER_MS = 130_000;

let flow: IoFlow;
beforeAll(async () => {
  flow = await startIoFlow({ stock: { mug: 60, jar: 200, pot: 200, lost: 40, killed: 40, edited: 40 } });
});
afterAll(async () => {
  await flow?.end();
  if (process.env.HOLDFAST_IO_LOGS) process.stdout.write(flow.app.logs());
});

const booked = (orderId: string, status: string) =>
  until(`booked as ${status}`, () =>
    flow.sandbox.erp.books.reservations().find((one) => one.orderId === orderId && one.status === status),
  );
const updatesOf = (skuId: string) =>
  flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId)?.updates ?? 0;

test('the first tick makes the feed that repairs what events lose; a tick without the key does nothing', async () => {
  for (const headers of [undefined, { 'x-holdfast-key': 'wrong' }])
    expect((await flow.platform.route('POST', '/_v/holdfast/tick', { headers })).status).toBe(401);
  expect(await flow.tick()).toBe(true);
  const made = flow.platform.requests.calls('store').filter(({ path }) => path.includes('/feed/config'));
  expect(made.map(({ method, status }) => `${method} ${status}`)).toContain('POST 200');
});

test('an order goes from authorized to removed, and the ERP is told each step in order', async () => {
  const { model } = flow.sandbox.store;
  const orderId = flow.sell('mug', 3, 'payment-pending');
  expect(await booked(orderId, 'authorized')).toMatchObject({ quantity: 3 });
  model.advanceTo(orderId, 'handling');
  await booked(orderId, 'acknowledged');
  model.advanceTo(orderId, 'invoiced');
  await booked(orderId, 'removed');
  expect(updatesOf('mug')).toBe(1);
  const stock = await until('the new numbers of the position', () =>
    flow.sandbox.erp.books.stock().find(({ skuId }) => skuId === 'mug'),
  );
  expect(stock).toMatchObject({ totalQuantity: 57, reservedQuantity: 0, availableQuantity: 57 });
  promisesKept(flow.sandbox);
  nothingDeductedTwice(flow.sandbox);
});

test('the log is searched through the admin API, by those whom the store lets in and nobody else', async () => {
  const { platform } = flow;
  const logs = '/_v/private/holdfast/api/logs';
  const stranger = platform.credentials.login({ user: 'b@store.example', resources: ['OMSViewer'] });
  const foreign = platform.credentials.login({
    user: 'c@other.example',
    resources: ['LogisticsAdmin'],
    account: 'otherstore',
  });
  const statusAs = async (token?: string) => {
    const cookies = token === undefined ? undefined : { VtexIdclientAutCookie: token };
    return (await platform.route('GET', logs, { cookies })).status;
  };
  expect(await statusAs()).toBe(401);
  expect(await statusAs('nobody')).toBe(401);
  expect(await statusAs(stranger)).toBe(403);
  expect(await statusAs(foreign)).toBeGreaterThanOrEqual(401);
  const { entries } = await flow.admin<LogPage>('/logs?kind=update&skuId=mug');
  expect(entries.map(({ skuId, outcome }) => ({ skuId, outcome }))).toContainEqual({
    skuId: 'mug',
    outcome: 'ok',
  });
  const [orderId = ''] = flow.sandbox.erp.books.reservations().map((one) => one.orderId);
  const order = await flow.admin<OrderDetail>(`/orders/${orderId}`);
  expect(order.changes.map(({ status }) => status)).toEqual(
    expect.arrayContaining(['authorized', 'acknowledged', 'invoiced', 'removed']),
  );
  expect((await flow.admin<Overview>('/overview')).problems).toEqual([]);
});

test('deciding takes more than looking, and a page of the store to ask from', async () => {
  const { platform } = flow;
  const as = (resource: string) => ({
    VtexIdclientAutCookie: platform.credentials.login({ user: 'd@store.example', resources: [resource] }),
  });
  const fromAdmin = { origin: `https://${platform.account}.myvtex.com`, 'sec-fetch-site': 'same-origin' };
  const decide = async (cookies: Record<string, string>, headers: Record<string, string>) => {
    const path = '/_v/private/holdfast/api/recommendations/no-such-plan/approve';
    return (await platform.route('POST', path, { cookies, headers, body: {} })).status;
  };
  expect(await decide(as('LogisticsViewer'), fromAdmin)).toBe(403);
  expect(await decide(as('OMSViewer'), fromAdmin)).toBe(403);
  expect(await decide(as('LogisticsAdmin'), { origin: 'https://elsewhere.example' })).toBe(403);
  expect(await decide(as('LogisticsAdmin'), fromAdmin)).toBe(404);
});

test('when every event is lost the tick finds out from the feed', async () => {
  const { switches } = flow.platform.events;
  switches.lostShare = 1;
  const orderIds = [flow.sell('lost', 2, 'invoiced'), flow.sell('lost', 1, 'invoiced')];
  await flow.untilBooksAgree(orderIds, { ticking: true });
  switches.lostShare = 0;
  expect(flow.platform.events.counts.lost).toBeGreaterThan(0);
  nothingDeductedTwice(flow.sandbox);
});

test('a busy day in which everything goes wrong ends with every reservation as it should be', async () => {
  const { platform, app, sandbox } = flow;
  const { switches } = platform.events;
  const lostBefore = platform.events.counts.lost;
  Object.assign(switches, { duplicateShare: 0.2, lostShare: 0.1, spreadMs: 400 });
  platform.masterData.switches.indexDelayMs = 800;
  platform.vbase.trouble.forget(/^(orders|positions|work|locks)\//, { times: 12 });
  platform.vbase.trouble.contest(/^(orders|positions|work)\//, 12);
  const fails = (fault: PlatformFault, skip: number) =>
    platform.faults.set({ service: 'vbase', method: 'PUT', path: RECORDS, fault, times: 3, skip });
  fails({ kind: 'cut-after' }, 5);
  fails({ kind: 'status', status: 503 }, 20);
  platform.faults.set({ service: 'master-data', fault: { kind: 'status', status: 500 }, times: 2 });
  sandbox.store.faults.set({ endpoint: 'putInventory', fault: { kind: 'error-after' }, times: 2 });
  sandbox.erp.faults.set({ kind: 'error-after' }, 2);

  const day = new BusyDay(sandbox.store.model, { seed: 21, orders: 16, skus: ['jar', 'pot'] });
  const incidents = [
    () => void app.replicas[0]?.killWorker(),
    () => app.replicas[1]?.kill(),
    () => app.replicas[1]?.start(),
  ];
  let bursts = 0;
  for (let more = true; more; bursts += 1) {
    for (let step = 0; more && step < 3; step += 1) more = day.step();
    if (bursts % 5 === 4) await incidents.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 250));
    promisesKept(sandbox);
  }
  for (const left of incidents) await left();
  Object.assign(switches, { duplicateShare: 0, lostShare: 0, spreadMs: 0 });
  // What the killed ones had leased is free again.
  await Promise.all(app.replicas.map((replica) => replica.kill()));
  await Promise.all(app.replicas.map((replica) => replica.start(LEASES_ARE_OVER_MS)));
  await flow.untilBooksAgree(day.orderIds, { ticking: true });
  nothingDeductedTwice(sandbox);
  expect(platform.faults.list()).toEqual([]);
  expect(platform.vbase.trouble.hits).toEqual({ forgotten: 12, contested: 12 });
  expect(platform.events.counts.lost).toBeGreaterThan(lostBefore);
  const { positions } = sandbox.store.model.oracle();
  expect(positions.map(({ total }) => total)).toEqual(positions.map(({ physical }) => physical));
});

test('both replicas die the moment VTEX has taken an update: read back by who comes after, and not sent again', async () => {
  const { app, sandbox } = flow;
  const deaths: Promise<void>[] = [];
  sandbox.store.faults.set({
    endpoint: 'putInventory',
    times: 1,
    fault: {
      kind: 'meanwhile',
      when: 'after',
      run: () => void deaths.push(...app.replicas.map((replica) => replica.kill())),
    },
  });
  const orderId = flow.sell('killed', 2, 'invoiced');
  await until('the update was taken', () => deaths.length > 0);
  await Promise.all(deaths);
  expect(sandbox.erp.books.reservations().find((one) => one.orderId === orderId)?.status).not.toBe('removed');
  await Promise.all(app.replicas.map((replica) => replica.start(2 * LEASES_ARE_OVER_MS)));
  await flow.untilBooksAgree([orderId], { ticking: true });
  expect(updatesOf('killed')).toBe(1);
  nothingDeductedTwice(sandbox);
});

test('an update of somebody else discards an open reservation: the report names it, and its repair is carried out', async () => {
  const { model } = flow.sandbox.store;
  const orderId = flow.sell('edited', 3);
  await booked(orderId, 'acknowledged');
  model.updateInventory('edited', 'main', { quantity: 45, unlimited: false });
  const { reconciliationId } = await flow.admin<ReconciliationView>('/reconciliations', {});
  const done = async () => {
    const read = await flow.admin<ReconciliationView>(`/reconciliations/${reconciliationId}`);
    return read.state === 'done' ? read : undefined;
  };
  const report = await flow.whileTicking(() => until('the report', done, 60_000));
  expect(report.lines.filter(({ skuId }) => skuId === 'edited')).toMatchObject([
    { differences: [{ class: 'lost-reservation', units: -3, orderIds: [orderId] }] },
  ]);
  const totalOf = () => model.oracle().positions.find(({ skuId }) => skuId === 'edited')?.total;
  expect(totalOf()).toBe(45);
  const positions = [{ skuId: 'edited', warehouseId: 'main' }];
  const repaired = await until('the repair', async () => {
    const answer = await flow.admin<{ repairs: { kind: string }[] }>(
      `/reconciliations/${reconciliationId}/repair`,
      { positions },
    );
    return answer.repairs[0]?.kind === 'approved' ? answer : undefined;
  });
  expect(repaired.repairs).toMatchObject(positions);
  await flow.whileTicking(() => until('the total without them', () => totalOf() === 42, 60_000));
});

test('the activity of the day is counted', async () => {
  const { points } = await flow.admin<Series>('/overview/series?hours=1');
  const sum = (of: 'events' | 'removals' | 'units') => points.reduce((all, point) => all + point[of], 0);
  expect([sum('events') > 10, sum('removals') > 3, sum('units') > 3]).toEqual([true, true, true]);
});

test('on the way nothing personal and no secret was printed, and nothing went out in the clear', () => {
  expect(flow.app.leaks([ACCESS_KEY, flow.sandbox.erp.secret])).toEqual([]);
  for (const marker of PERSONAL_MARKERS) expect(flow.app.logs()).not.toContain(marker);
  const outgoing = flow.platform.requests
    .calls()
    .filter(({ service }) => ['outside', 'store'].includes(service));
  expect(outgoing.length).toBeGreaterThan(50);
  expect(outgoing.filter(({ usesHttps }) => !usesHttps)).toEqual([]);
});
