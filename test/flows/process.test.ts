import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { freePort } from '@holdfast/server/embedded-postgres/free-port';
import { freshDatabase } from '../postgres/fresh-database';
import { atEnd, endAll } from './at-end';
import { databaseGate } from './database-gate';
import { environmentOf, HOOK_SECRET } from './environment';
import { BUILD_WITHIN_MS, buildServer, startProcess, untilReady } from './process';
import { until } from './until';

beforeAll(buildServer, BUILD_WITHIN_MS);

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ seed: 61 });
  atEnd(() => sandbox.stop());
  sandbox.store.model.stock({ skuId: 'mug', warehouseId: 'main', quantity: 50 });
});
afterEach(endAll);

const notify = (port: number, orderId: string) =>
  fetch(`http://127.0.0.1:${port}/_v/holdfast/hook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-holdfast-key': HOOK_SECRET },
    body: JSON.stringify({
      Domain: 'Fulfillment',
      OrderId: orderId,
      State: 'handling',
      LastState: 'ready-for-handling',
      LastChange: '2026-01-01T00:00:00Z',
      CurrentChange: '2026-01-01T00:00:01Z',
      Origin: { Account: sandbox.store.accountName, Key: sandbox.store.appKey },
    }),
  });

test('a bad configuration ends it with 1 and one line for every wrong variable, none with its value', async () => {
  const process = startProcess({
    PORT: 'eighty',
    DATABASE_URL: 'mysql://u:hunter2@db',
    HOLDFAST_MODE: 'yolo',
    HOLDFAST_GUARD_GAP_MS: '-1',
    HOLDFAST_PUBLIC_URL: 'http://example.com',
    VTEX_ACCOUNT: 'store',
    ERP_SECRET: 'hunter2',
    LOG_LEVEL: 'loud',
  });
  expect(await process.ended).toEqual({ code: 1, signal: null });
  for (const name of [
    'PORT',
    'DATABASE_URL',
    'HOLDFAST_MODE',
    'HOLDFAST_GUARD_GAP_MS',
    'HOLDFAST_PUBLIC_URL',
    'VTEX_APP_KEY',
    'VTEX_APP_TOKEN',
    'ERP_URL',
    'ERP_SECRET',
    'LOG_LEVEL',
  ]) {
    expect(process.printed()).toMatch(new RegExp(`\\b${name}\\b`));
  }
  expect(process.printed()).not.toContain('hunter2');
});

test('a database that is not there: one sentence, without its address, and it ends with 1', async () => {
  const url = new URL(process.env.TEST_DATABASE_URL ?? '');
  url.pathname = '/nobody_made_this';
  const started = startProcess({ ...environmentOf(sandbox), DATABASE_URL: url.href, LOG_LEVEL: 'info' });
  expect(await started.ended).toEqual({ code: 1, signal: null });
  expect(started.printed()).toMatch(
    /^Holdfast cannot start: The server at DATABASE_URL has no database.+\n$/,
  );
  expect(started.printed()).not.toContain(url.host);
});

test('SIGTERM: what runs is finished, and it ends with 0', async () => {
  const database = await freshDatabase();
  atEnd(() => database.drop());
  const port = await freePort();
  const process = startProcess({
    ...environmentOf(sandbox),
    PORT: String(port),
    DATABASE_URL: database.url,
    HOLDFAST_PUBLIC_URL: `http://127.0.0.1:${port}`,
  });
  await untilReady(port, process);
  await until('the hook is registered', () => sandbox.store.hook.config() !== null);
  const { model, faults, counters } = sandbox.store;
  faults.set({ endpoint: 'putInventory', fault: { kind: 'slow', ms: 700 } });
  const { orderId } = model.placeOrder({ lines: [{ skuId: 'mug', quantity: 2, warehouseId: 'main' }] });
  model.advanceTo(orderId, 'invoiced');
  await until('an update is under way', () => counters.calls().putInventory === 1);
  process.signal('SIGTERM');
  expect(await process.ended).toEqual({ code: 0, signal: null });
  // The update that ran was read back and recorded before the end.
  expect(model.oracle().positions[0]).toMatchObject({ total: 48, physical: 48, updates: 1 });
  expect(counters.calls().listReservations).toBeGreaterThan(1);
  expect(await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => 'nobody there')).toBe('nobody there');
});

test('SIGTERM while it starts: what runs already is ended in order, and it ends with 0', async () => {
  const database = await freshDatabase();
  atEnd(() => database.drop());
  const port = await freePort();
  const process = startProcess({
    ...environmentOf(sandbox),
    PORT: String(port),
    DATABASE_URL: database.url,
    LOG_LEVEL: 'warn',
  });
  // It listens before it works.
  await until('it listens', () => fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null));
  process.signal('SIGTERM');
  expect(await process.ended).toEqual({ code: 0, signal: null });
  expect(process.printed()).toBe(`Panel: http://localhost:${port}/admin/\n`);
});

test('the database goes away under it: the hook says 503, and work resumes when it is back', async () => {
  const database = await freshDatabase();
  atEnd(() => database.drop());
  const gate = await databaseGate(database.url);
  atEnd(() => gate.close());
  const port = await freePort();
  const process = startProcess({
    ...environmentOf(sandbox),
    PORT: String(port),
    DATABASE_URL: gate.url,
    HOLDFAST_PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'warn',
  });
  await untilReady(port, process);
  const { model, hook } = sandbox.store;
  await until('the hook is registered', () => hook.config() !== null);
  const orderId = model.placeOrder({ lines: [{ skuId: 'mug', quantity: 2, warehouseId: 'main' }] }).orderId;
  model.advanceTo(orderId, 'handling');
  const booked = (status: string) =>
    until(status, () =>
      sandbox.erp.books.reservations().find((one) => one.orderId === orderId && one.status === status),
    );
  await booked('acknowledged');

  gate.shut();
  const startedAt = Date.now();
  expect((await notify(port, orderId)).status).toBe(503);
  expect(Date.now() - startedAt).toBeLessThan(5_000);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  await until('the log says so', () => process.printed().includes('connection to the database was lost'));
  expect(process.printed()).not.toContain('secretKey');
  model.invoice(orderId);
  await until('VTEX was told to come again', () => hook.counts.failed > 0);

  gate.open();
  await untilReady(port, process);
  await booked('removed');
  expect((await notify(port, orderId)).status).toBe(200);
  expect(model.oracle().positions[0]).toMatchObject({ total: 48, physical: 48, updates: 1 });
  expect(sandbox.erp.books.violations()).toEqual([]);
  process.signal('SIGTERM');
  expect(await process.ended).toEqual({ code: 0, signal: null });
  expect(process.printed()).not.toMatch(/Quillfeather|shoppers\.example/);
});
