import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { freePort } from '@holdfast/server/embedded-postgres/free-port';
import { freshDatabase } from '../postgres/fresh-database';
import { atEnd, endAll } from './at-end';
import { ADMIN_TOKEN, environmentOf, HOOK_SECRET, INBOUND_TOKEN } from './environment';
import { call, callersOf, rowsPath } from './gateway-callers';
import { BUILD_WITHIN_MS, buildServer, startProcess, untilReady } from './process';
import { until } from './until';

beforeAll(buildServer, BUILD_WITHIN_MS);

let sandbox: Sandbox;
let folder: string;
let url: string;
beforeEach(async () => {
  sandbox = await startSandbox({ seed: 63 });
  atEnd(() => sandbox.stop());
  folder = mkdtempSync(path.join(os.tmpdir(), 'holdfast-secrets-'));
  atEnd(async () => rmSync(folder, { recursive: true }));
  const database = await freshDatabase();
  atEnd(() => database.drop());
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const { store } = sandbox;
  const given = environmentOf(sandbox);
  const inFiles = [
    'VTEX_APP_TOKEN',
    'VTEX_HOOK_SECRET',
    'ERP_INBOUND_TOKEN',
    'ERP_SECRET',
    'HOLDFAST_ADMIN_TOKEN',
    'HOLDFAST_GATEWAY_CALLERS',
  ];
  for (const name of inFiles) say(name, { ...given, ...callersOf({}) }[name] ?? '');
  const server = startProcess({
    ...given,
    ...Object.fromEntries(inFiles.map((name) => [name, `@${path.join(folder, name)}`])),
    PORT: String(port),
    DATABASE_URL: database.url,
    HOLDFAST_PUBLIC_URL: url,
  });
  await untilReady(port, server);
  await until('the hook is registered', () => store.hook.config() !== null);
});
afterEach(endAll);

function say(name: string, text: string): void {
  writeFileSync(path.join(folder, name), `${text}\n`);
}

const keyAtVtex = () => sandbox.store.hook.config()?.hook.headers?.['x-holdfast-key'];
const ping = async (key: string) =>
  (
    await fetch(`${url}/_v/holdfast/hook`, {
      method: 'POST',
      headers: { 'x-holdfast-key': key },
      body: '{"hookConfig":"ping"}',
    })
  ).status;
const count = async (token: string) =>
  (
    await fetch(`${url}/_v/holdfast/erp/stock/mug/main`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}` },
      body: '{}',
    })
  ).status;

test('the hook key: two are taken while it changes, VTEX is told the new one, then the old one is out', async () => {
  const next = 'the-next-hook-secret-0123';
  say('VTEX_HOOK_SECRET', `${next} ${HOOK_SECRET}`);
  await until('VTEX has the new one', () => keyAtVtex() === next);
  expect([await ping(next), await ping(HOOK_SECRET)]).toEqual([200, 200]);
  say('VTEX_HOOK_SECRET', next);
  await until('the old one is out', async () => (await ping(HOOK_SECRET)) === 401);
  expect(await ping(next)).toBe(200);
});

test('the inbound token and the admin token change under a running server', async () => {
  const next = 'the-next-inbound-token-01';
  say('ERP_INBOUND_TOKEN', `${next} ${INBOUND_TOKEN}`);
  await until('the new one is in', async () => (await count(next)) === 400);
  expect(await count(INBOUND_TOKEN)).toBe(400);
  say('ERP_INBOUND_TOKEN', next);
  await until('the old one is out', async () => (await count(INBOUND_TOKEN)) === 401);
  expect(await count(next)).toBe(400);

  const overview = async (token: string) =>
    (await fetch(`${url}/_v/holdfast/api/settings`, { headers: { authorization: `Bearer ${token}` } }))
      .status;
  say('HOLDFAST_ADMIN_TOKEN', 'the-next-admin-token-0123');
  // Guesses are counted: asked with the new one alone.
  await until('the new one is in', async () => (await overview('the-next-admin-token-0123')) === 200);
  expect(await overview(ADMIN_TOKEN)).toBe(401);
});

test('VTEX renews the token of the app key: the new one is used, the old one where VTEX does not know the new', async () => {
  const { model } = sandbox.store;
  const old = sandbox.store.appToken;
  say('VTEX_APP_TOKEN', `A-TOKEN-THAT-VTEX-DOES-NOT-KNOW-YET ${old}`);
  await new Promise((resolve) => setTimeout(resolve, 7_000));
  model.stock({ skuId: 'mug', warehouseId: 'main', quantity: 50 });
  const { orderId } = model.placeOrder({ lines: [{ skuId: 'mug', quantity: 2, warehouseId: 'main' }] });
  model.advanceTo(orderId, 'invoiced');
  await until('its units are taken out', () => model.oracle().positions[0]?.total === 48);
  expect(model.oracle().positions[0]).toMatchObject({ total: 48, updates: 1 });
});

test('a caller of the gateway gets another token', async () => {
  const askWith = async (token: string) => (await call(url, rowsPath('mug'), { token })).status;
  const [first, second] = ['erp-token-0123456789', 'another-token-0123456789'];
  expect([await askWith(first), await askWith(second)]).toEqual([200, 401]);
  say('HOLDFAST_GATEWAY_CALLERS', callersOf({ appToken: second }).HOLDFAST_GATEWAY_CALLERS ?? '');
  // Guesses are counted: asked with the first one alone.
  await until('the first one is out', async () => (await askWith(first)) === 401);
  expect(await askWith(second)).toBe(200);
});
