import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { PERSONAL_MARKERS } from '@holdfast/sandbox/store/http/person';
import { freePort } from '@holdfast/server/embedded-postgres/free-port';
import { freshDatabase } from '../postgres/fresh-database';
import { onServer } from '../postgres/template-database';
import { atEnd, endAll } from './at-end';
import { BusyDay } from './busy-day';
import { ADMIN_TOKEN, environmentOf, HOOK_SECRET, INBOUND_TOKEN } from './environment';
import { erpBooks, expectedBooks } from './expected-books';
import { nothingDeductedTwice, promisesKept } from './flow';
import { BUILD_WITHIN_MS, buildServer, type Process, startProcess, untilReady } from './process';
import { until, untilEqual } from './until';

let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let day: BusyDay;
const processes: Process[] = [];

beforeAll(async () => {
  await buildServer();
  database = await freshDatabase();
  atEnd(() => database.drop());
  sandbox = await startSandbox({ seed: 51, hookDelivery: { duplicates: 0.3, firstRetryMs: 300 } });
  atEnd(() => sandbox.stop());
  for (const skuId of ['mug', 'jar'])
    sandbox.store.model.stock({ skuId, warehouseId: 'main', quantity: 300 });
}, BUILD_WITHIN_MS);
afterAll(async () => {
  for (const one of processes) one.signal('SIGTERM');
  for (const one of processes) await one.ended;
  await endAll();
});

async function start(role: 'all' | 'server' | 'worker', hookPort?: number): Promise<Process> {
  const port = hookPort ?? (await freePort());
  const process = startProcess({
    ...environmentOf(sandbox),
    PORT: String(port),
    DATABASE_URL: database.url,
    HOLDFAST_ROLE: role,
    HOLDFAST_PUBLIC_URL: `http://127.0.0.1:${hookPort ?? 9}`,
    LOG_LEVEL: 'trace',
  });
  processes.push(process);
  if (role !== 'worker') await untilReady(port, process);
  return process;
}

test('two whole processes and a worker on one database, one of them killed: each removal once, books right', async () => {
  const { model } = sandbox.store;
  const port = await freePort();
  await start('all', port);
  await start('server', await freePort());
  const doomed = await startWorker(port);
  await until('the hook is registered', () => sandbox.store.hook.config() !== null);
  day = new BusyDay(model, { seed: 51, orders: 50, skus: ['mug', 'jar'] });
  for (let steps = 0; day.step(); steps += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (steps === 120) doomed.signal('SIGKILL');
  }
  const healthPort = await freePort();
  const worker = await startWorker(port, healthPort);
  await untilReady(healthPort, worker);
  expect(await (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text()).toContain(
    'holdfast_jobs_total',
  );
  await until('nothing is in handling any more', () =>
    model.oracle().positions.every((one) => one.active === 0),
  );
  await untilEqual(
    () => erpBooks(sandbox, day.orderIds),
    () => expectedBooks(model, day.orderIds),
  );
  promisesKept(sandbox);
  nothingDeductedTwice(sandbox);
  expect(model.oracle().positions.every(({ total, physical }) => total === physical)).toBe(true);
}, 240_000);

function startWorker(port: number, healthPort?: number): Promise<Process> {
  const process = startProcess({
    ...environmentOf(sandbox),
    DATABASE_URL: database.url,
    HOLDFAST_ROLE: 'worker',
    HOLDFAST_PUBLIC_URL: `http://127.0.0.1:${port}`,
    ...(healthPort === undefined ? {} : { HOLDFAST_HEALTH_PORT: String(healthPort) }),
    LOG_LEVEL: 'trace',
  });
  processes.push(process);
  return Promise.resolve(process);
}

test('after such a day no table, no log line and no message holds a person or a secret', async () => {
  const secrets = [sandbox.store.appToken, sandbox.erp.secret, ADMIN_TOKEN, INBOUND_TOKEN];
  const printed = processes.map((one) => one.printed()).join('\n');
  expect(printed.length).toBeGreaterThan(2_000);
  const tables = await dump();
  // The dump is a real one: the day's orders are in it.
  for (const orderId of day.orderIds) expect(tables).toContain(orderId);
  const told = JSON.stringify([sandbox.erp.books.reservations(), sandbox.erp.books.stock()]);
  for (const word of [...PERSONAL_MARKERS, ...secrets, HOOK_SECRET]) {
    expect({ word, in: placesOf(word, { printed, tables, told }) }).toEqual({ word, in: [] });
  }
});

const placesOf = (word: string, places: Record<string, string>) =>
  Object.entries(places).flatMap(([name, text]) => (text.includes(word) ? [name] : []));

/** Every row of every table that Holdfast and its job queue have. */
function dump(): Promise<string> {
  return onServer(database.url, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('holdfast', 'graphile_worker')`,
    );
    const texts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string | null }>(
        `select string_agg(t::text, e'\\n') as text from ${name} as t`,
      );
      texts.push(rows[0]?.text ?? '');
    }
    return texts.join('\n');
  });
}
