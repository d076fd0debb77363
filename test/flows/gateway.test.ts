import { endAll } from './at-end';
import { type Flow, promisesKept, startFlow } from './flow';
import { type Call, call, callersOf, patchPath, putPath, rowsPath, write } from './gateway-callers';
import { until } from './until';

const HUB = { key: 'hub-key', token: 'hub-token-0123456789' };
let flow: Flow;
let url: string;
beforeAll(async () => {
  flow = await startFlow({
    stock: { quiet: 40, busy: 40, bound: 40, two: 40, terms: 40 },
    environment: callersOf({}, { name: 'hub', appKey: HUB.key, appToken: HUB.token }),
  });
  url = flow.holdfast.url;
});
afterAll(endAll);

const positionOf = (skuId: string) => {
  const found = flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId);
  if (!found) throw new Error(skuId);
  return found;
};
const saidOf = async (skuId: string) =>
  (await flow.holdfast.admin.logs(`kind=write&skuId=${skuId}&limit=50`)).map(({ message }) => message);
const body = (quantity: number, more: object = {}) => ({ quantity, unlimitedQuantity: false, ...more });

test('what is written is in VTEX, by PUT and by PATCH, and the lead time stays where none is named', async () => {
  const put = await write(url, 'quiet', body(65));
  expect([put.status, put.body]).toEqual([200, true]);
  await until('the number is in VTEX', () => positionOf('quiet').total === 65);
  const patch = await call(url, patchPath('quiet'), { method: 'PATCH', body: body(60) });
  expect([patch.status, patch.body]).toEqual([204, '']);
  await until('the number is in VTEX', () => positionOf('quiet').total === 60);
  const rows = await call(url, `/api/logistics/pvt/inventory/skus/quiet`);
  expect(rows.body).toMatchObject({ balance: [{ totalQuantity: 60, leadTime: '2.00:00:00' }] });
});

test('a SKU that VTEX has no stock of yet gets it', async () => {
  flow.sandbox.store.model.addWarehouse('north');
  const answer = await call(url, putPath('quiet', 'north'), { method: 'PUT', body: body(7) });
  expect(answer.status).toBe(200);
  await until('it is there', () =>
    flow.sandbox.store.model
      .oracle()
      .positions.some((one) => one.skuId === 'quiet' && one.warehouseId === 'north' && one.total === 7),
  );
});

test('in the middle of handling: nothing is discarded, and what is for sale is what lies there unpromised', async () => {
  const { model } = flow.sandbox.store;
  const open = flow.sell('busy', 3);
  const gone = flow.sell('busy', 4, 'invoiced');
  const paid = flow.sell('busy', 2, 'ready-for-handling');
  expect((await write(url, 'busy', body(positionOf('busy').physical))).status).toBe(200);
  await until('what is for sale is what is there', () => {
    const { total, reserved, promised, physical } = positionOf('busy');
    return total - reserved === physical - promised;
  });
  promisesKept(flow.sandbox);
  model.invoice(open);
  model.advanceTo(paid, 'invoiced');
  await flow.untilRemoved([open, gone, paid]);
  expect(positionOf('busy')).toMatchObject({ total: 31, physical: 31, reserved: 0 });
});

test('of two systems the later word by its own time wins, and the log says both', async () => {
  const at = (agoMs: number) => new Date(Date.now() - agoMs).toISOString();
  await write(url, 'two', body(30, { dateUtcOnBalanceSystem: at(60_000) }), HUB);
  await until('the number is in VTEX', () => positionOf('two').total === 30);
  const older = await write(url, 'two', body(35, { dateUtcOnBalanceSystem: at(120_000) }));
  expect([older.status, older.body]).toEqual([200, true]);
  expect((await saidOf('two'))[0]).toMatch(/erp wrote 35 .*older than what hub said \(30, /);
  await write(url, 'two', body(20, { dateUtcOnBalanceSystem: at(0) }));
  await until('the number is in VTEX', () => positionOf('two').total === 20);
});

test('a lead time and a limit that are named are set', async () => {
  const read = async () => {
    const { body: answer } = await call(url, '/api/logistics/pvt/inventory/skus/terms');
    return (answer as { balance: object[] }).balance[0];
  };
  await write(url, 'terms', body(30, { leadTime: '5.00:00:00' }));
  await until('both are set', () => positionOf('terms').total === 30);
  expect(await read()).toMatchObject({ leadTime: '5.00:00:00', hasUnlimitedQuantity: false });
  await write(url, 'terms', { quantity: 30, unlimitedQuantity: true });
  await until('there is no limit', async () =>
    JSON.stringify(await read()).includes('UnlimitedQuantity":true'),
  );
  await write(url, 'terms', body(12));
  await until('there is one again', () => positionOf('terms').total === 12);
  expect(await read()).toMatchObject({ leadTime: '5.00:00:00', hasUnlimitedQuantity: false });
});

describe('compare and set', () => {
  const read = async () => (await call(url, rowsPath('bound'))).headers.get('etag') ?? '';
  const writeIf = (quantity: number, etag: string, more: Call = {}) =>
    write(url, 'bound', body(quantity), { headers: { 'if-match': etag }, ...more });

  test('a write made from what was read is taken once', async () => {
    const etag = await read();
    expect((await writeIf(39, etag)).status).toBe(200);
    expect((await writeIf(38, etag)).status).toBe(412);
    await until('the number is in VTEX', () => positionOf('bound').total === 39);
    expect(await read()).not.toBe(etag);
    expect((await writeIf(37, await read(), HUB)).status).toBe(200);
  });

  test('a sale changes nothing of it, a write by somebody else does', async () => {
    await until('the number is in VTEX', () => positionOf('bound').total === 37);
    const etag = await read();
    flow.sell('bound', 1);
    expect(await read()).toBe(etag);
    flow.sandbox.store.model.updateInventory('bound', 'main', {
      quantity: 30,
      unlimited: false,
      dateUtcOnBalanceSystem: '2020-01-01T00:00:00Z',
    });
    expect((await writeIf(36, etag)).status).toBe(412);
  });

  test('of two at once that were made from the same one is taken', async () => {
    const etag = await read();
    const answers = await Promise.all([21, 22, 23, 24].map((quantity) => writeIf(quantity, etag)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  });
});
