import { atEnd, endAll } from './at-end';
import { type DatabaseGate, databaseGate } from './database-gate';
import { ADMIN_TOKEN, HOOK_SECRET, INBOUND_TOKEN } from './environment';
import { type Flow, startFlow } from './flow';
import { type Holdfast, startHoldfast } from './holdfast';
import { until } from './until';

const ERP_KEY = 'erp-key-0123456789';

interface Line {
  level: number;
  msg: string;
  what?: string;
  became?: 'wrong' | 'right';
  [field: string]: unknown;
}

let flow: Flow;
let gate: DatabaseGate;
let holdfast: Holdfast;
let text = '';
beforeAll(async () => {
  flow = await startFlow({ stock: { mug: 50, jar: 50 } });
  await flow.holdfast.stop();
  gate = await databaseGate(flow.databaseUrl);
  atEnd(() => gate.close());
  const erpUrl = new URL(flow.sandbox.erp.url);
  erpUrl.search = `key=${ERP_KEY}`;
  holdfast = await startHoldfast(flow.sandbox, gate.url, {
    environment: { ERP_URL: String(erpUrl), LOG_LEVEL: 'trace' },
    logTo(line) {
      text += line;
    },
  });
});
afterAll(endAll);

const lines = () =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
/** Pino's numbers: what `LOG_LEVEL=info` shows. */
const shown = () => lines().filter(({ level }) => level >= 30);
const turnsOf = (what: RegExp) =>
  shown().flatMap((line) => (what.test(line.what ?? '') ? [line.became] : []));
const untilTurns = (what: RegExp, turns: Line['became'][]) =>
  until(`${what} ${turns}`, () => turnsOf(what).length >= turns.length).then(() =>
    expect(turnsOf(what)).toEqual(turns),
  );

test('the start: what it runs with, of addresses the host alone', () => {
  const { host: erpHost } = new URL(flow.sandbox.erp.url);
  expect(shown().filter(({ msg }) => msg === 'Holdfast is running.')).toEqual([
    expect.objectContaining({
      account: flow.sandbox.store.accountName,
      mode: 'execute',
      role: 'all',
      hook: new URL(holdfast.url).host,
      erp: 'webhook',
      erpHost,
      database: new URL(gate.url).host,
    }),
  ]);
});

test('an executed update: once, with its ids and numbers', async () => {
  const orderId = flow.sell('mug', 2, 'invoiced');
  await flow.untilRemoved([orderId]);
  const updates = shown().filter(({ planId }) => planId !== undefined);
  expect(updates).toEqual([
    expect.objectContaining({
      planId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      skuId: 'mug',
      warehouseId: 'main',
      state: 'executed',
      result: 'proven',
      totalQuantity: 48,
      reservedQuantity: 0,
      removedQuantity: 2,
      released: 1,
      orders: [orderId],
      msg: expect.stringMatching(/2 units left the total/),
    }),
  ]);
});

test('the ERP: wrong and right again once, however many messages meet it; a parked message once', async () => {
  const { faults, books } = flow.sandbox.erp;
  faults.set({ kind: 'error' });
  for (let n = 0; n < 3; n += 1) flow.sell('jar', 1);
  await untilTurns(/ERP/, ['wrong']);
  faults.clear();
  await flow.skipWaits();
  await untilTurns(/ERP/, ['wrong', 'right']);
  await until(
    'all booked',
    () => books.reservations().filter(({ status }) => status === 'acknowledged').length >= 3,
  );

  faults.set({ kind: 'rejects' }, 1);
  const orderId = flow.sell('jar', 1);
  const parked = () => shown().filter(({ msg }) => msg.startsWith('Parked '));
  await until('parked', () => parked().length > 0);
  expect(parked()).toEqual([
    expect.objectContaining({
      orderId,
      skuId: 'jar',
      warehouseId: 'main',
      deliveryId: expect.any(String),
      attempts: 1,
    }),
  ]);
});

test('VTEX and the hook: wrong and right again once', async () => {
  const { faults } = flow.sandbox.store;
  faults.set({ endpoint: 'getHookConfig', fault: { kind: 'forbidden' } });
  for (let n = 0; n < 2; n += 1) {
    const checkedAt = (await holdfast.admin.overview()).listeners.hook?.checkedAt;
    await holdfast.clockDoes('keep-listening');
    await until(
      'checked',
      async () => (await holdfast.admin.overview()).listeners.hook?.checkedAt !== checkedAt,
    );
  }
  await untilTurns(/^hook$/, ['wrong']);
  expect(turnsOf(/VTEX/)).toEqual(['wrong']);
  faults.clear();
  await holdfast.clockDoes('keep-listening');
  await untilTurns(/^hook$/, ['wrong', 'right']);
  expect(turnsOf(/VTEX/)).toEqual(['wrong', 'right']);
});

test('the database: wrong and right again once', async () => {
  gate.shut();
  await untilTurns(/database/, ['wrong']);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  gate.open();
  await untilTurns(/database/, ['wrong', 'right']);
});

test('nothing secret, at the most talkative level', async () => {
  const { store, erp } = flow.sandbox;
  await fetch(`${holdfast.url}/_v/holdfast/api/overview`, {
    headers: { authorization: `Bearer ${ADMIN_TOKEN}x` },
  });
  await holdfast.stop();
  const secrets: Record<string, string> = {
    'app key': store.appKey,
    'app token': store.appToken,
    'hook secret': HOOK_SECRET,
    'admin token': ADMIN_TOKEN,
    'inbound token': INBOUND_TOKEN,
    "ERP's secret": erp.secret,
    "ERP's secret, bare": erp.secret.replace('whsec_', ''),
    "ERP's key": ERP_KEY,
    'database password': decodeURIComponent(new URL(flow.databaseUrl).password),
  };
  for (const [name, secret] of Object.entries(secrets)) {
    expect([name, secret.length > 5]).toEqual([name, true]);
    expect([name, text.includes(secret)]).toEqual([name, false]);
  }
});
