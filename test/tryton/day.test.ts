import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { freePort } from '@holdfast/server/embedded-postgres/free-port';
import { adminOf } from '../flows/admin';
import { BusyDay } from '../flows/busy-day';
import { type DatabaseGate, databaseGate } from '../flows/database-gate';
import { ADMIN_TOKEN, environmentOf } from '../flows/environment';
import { expectedBooks, type Line } from '../flows/expected-books';
import { nothingDeductedTwice } from '../flows/flow';
import { buildServer, type Process, startProcess, untilReady } from '../flows/process';
import { skipWaits } from '../flows/skip-waits';
import { until, untilEqual } from '../flows/until';
import { freshDatabase } from '../postgres/fresh-database';
import { onServer } from '../postgres/template-database';
import { STOCK } from './fill-tryton';
import { SYNC } from './folder';
import { openRpcGate, type RpcGate } from './rpc-gate';
import { type RunningTryton, startTryton } from './start-tryton';
import { trytonBooks, trytonOnHand } from './tryton-books';

const SKUS = ['mug', 'jar'];
const ORDERS = 36;

let tryton: RunningTryton;
let rpc: RpcGate;
let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let gate: DatabaseGate;
const processes: Process[] = [];

beforeAll(async () => {
  await buildServer();
  tryton = await startTryton('day');
  rpc = await openRpcGate(tryton.url);
  database = await freshDatabase();
  gate = await databaseGate(database.url);
  sandbox = await startSandbox({ seed: 77, hookDelivery: { duplicates: 0.2, firstRetryMs: 300 } });
  for (const skuId of SKUS) {
    sandbox.store.model.stock({ skuId, warehouseId: 'main', quantity: STOCK[skuId] ?? 0 });
  }
}, 300_000);
afterAll(async () => {
  for (const one of processes) one.signal('SIGTERM');
  for (const one of processes) await one.ended;
  await sandbox.stop();
  await gate.close();
  await database.drop();
  await rpc.close();
  await tryton.stop();
}, 60_000);

async function start(port: number, hookPort: number, databaseUrl: string): Promise<Process> {
  const { ERP_SECRET: _secret, ...environment } = environmentOf(sandbox);
  const process = startProcess({
    ...environment,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    HOLDFAST_PUBLIC_URL: `http://127.0.0.1:${hookPort}`,
    ERP_CONNECTOR: 'tryton',
    ERP_URL: rpc.url,
    ERP_DATABASE: tryton.database,
    ERP_USER: SYNC.user,
    ERP_PASSWORD: SYNC.password,
    ERP_WAREHOUSES: 'main=WH',
    LOG_LEVEL: 'warn',
  });
  processes.push(process);
  await untilReady(port, process, 60_000);
  return process;
}

test('a day with faults: two processes, one killed; Tryton killed; answers lost; the books agree in the end', async () => {
  const { model, hook } = sandbox.store;
  const [port, other] = [await freePort(), await freePort()];
  await start(port, port, database.url);
  const doomed = await start(other, port, gate.url);
  await until('the hook is registered', () => hook.config() !== null);
  const day = new BusyDay(model, { seed: 77, orders: ORDERS, skus: SKUS });
  // Each fault stays until it was felt, however fast or slow this machine is.
  const story: Record<number, () => unknown> = {
    // From here on Tryton does things whose answers we never hear.
    20: () => {
      rpc.mode = 'deaf';
      rpc.only = /shipment\.out\.(create|wait|assign_try|pick|done)$/;
    },
    40: async () => {
      await until('answers were lost', () => rpc.affected() >= 5);
      rpc.mode = 'open';
      gate.shut();
    },
    50: () => gate.open(),
    60: () => tryton.kill(),
    70: async () => {
      await until('deliveries found no Tryton', () => waitingAfter('The ERP (Tryton) closed'));
      await tryton.start();
    },
    90: () => doomed.signal('SIGKILL'),
    100: async () => start(await freePort(), port, database.url),
    110: () => {
      rpc.mode = 'away';
      rpc.only = /./;
    },
    115: async () => {
      const before = rpc.affected();
      await until('calls were cut off', () => rpc.affected() > before);
      rpc.mode = 'open';
    },
  };
  for (let steps = 0; day.step(); steps += 1) {
    await story[steps]?.();
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  // The whole story was told.
  expect([rpc.mode, processes.length]).toEqual(['open', 3]);
  await until(
    'nothing is in handling any more',
    () => model.oracle().positions.every((one) => one.active === 0),
    180_000,
  );
  const admin = adminOf(`http://127.0.0.1:${port}`, ADMIN_TOKEN);
  await until(
    'everything was told',
    async () => {
      await skipWaits(database.url);
      const { erp } = await admin.overview();
      return erp.pending === 0 && erp.parked === 0;
    },
    180_000,
  );
  const left = await neverHeld();
  await untilEqual(
    async () => (await booksOf()).filter((line) => line.status !== 'canceled' || !left.has(keyOf(line))),
    () => expectedBooks(model, day.orderIds).filter((line) => !left.has(keyOf(line))),
    30_000,
  );
  nothingDeductedTwice(sandbox);
  const { oversoldUnits, openDiscarded } = model.oracle();
  expect({ oversoldUnits, openDiscarded }).toEqual({ oversoldUnits: 0, openDiscarded: 0 });
  const [store, erp] = [model.oracle().positions, await trytonOnHand(tryton)];
  expect(SKUS.map((sku) => [sku, erp[sku]])).toEqual(
    SKUS.map((sku) => [sku, { storage: store.find(({ skuId }) => skuId === sku)?.total, output: 0 }]),
  );
  show(await booksOf(), erp);
}, 480_000);

/** Whether a message waits for its next attempt after such an error. */
function waitingAfter(error: string): Promise<boolean> {
  return onServer(database.url, async (client) => {
    const { rowCount } = await client.query(
      `select 1 from holdfast.deliveries where state = 'pending' and starts_with(last_error, $1) limit 1`,
      [error],
    );
    return rowCount === 1;
  });
}

async function booksOf(): Promise<Line[]> {
  const lines = await trytonBooks(tryton);
  return lines.map(({ lockId: _lockId, ...line }) => line).sort(byKey);
}

/** What was first heard of as canceled never held anything: at most a canceled shipment tells of it. */
function neverHeld(): Promise<Set<string>> {
  return onServer(database.url, async (client) => {
    const { rows } = await client.query<{ data: Line }>(
      `select data from holdfast.deliveries where type = 'holdfast.reservation.changed'
       and data->>'previousStatus' is null and data->>'status' = 'canceled'`,
    );
    return new Set(rows.map(({ data }) => keyOf(data)));
  });
}

/** For whoever reads the run: both books, side by side. */
function show(books: readonly Line[], erp: Awaited<ReturnType<typeof trytonOnHand>>): void {
  const counts = new Map<string, number>();
  for (const { status } of books) counts.set(status, (counts.get(status) ?? 0) + 1);
  const rows = sandbox.store.model.oracle().positions.map(({ skuId, total }) => {
    const onHand = (erp[skuId]?.storage ?? 0) + (erp[skuId]?.output ?? 0);
    return `  ${skuId.padEnd(6)} store ${total}  Tryton ${onHand}  difference ${total - onHand}`;
  });
  const told = [...counts].map(([status, count]) => `${count} ${status}`).join(', ');
  process.stdout.write(
    `After the day, ${books.length} reservations in Tryton's books (${told}):\n${rows.join('\n')}\n`,
  );
}

const keyOf = (line: Line) => `${line.orderId} ${line.skuId} ${line.warehouseId}`;
const byKey = (a: Line, b: Line) => (keyOf(a) < keyOf(b) ? -1 : 1);
