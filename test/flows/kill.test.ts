import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededRandom } from '@holdfast/sandbox/random';
import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { PERSONAL_MARKERS } from '@holdfast/sandbox/store/http/person';
import { freePort } from '@holdfast/server/embedded-postgres/free-port';
import { atEnd, endAll } from './at-end';
import { BusyDay } from './busy-day';
import { type Environment, environmentOf } from './environment';
import { erpBooks, expectedBooks } from './expected-books';
import { nothingDeductedTwice, promisesKept } from './flow';
import { BUILD_WITHIN_MS, buildServer, type Process, startProcess, untilReady } from './process';
import { until, untilEqual } from './until';

const SEED = 41;
const KILLS = 5;

let sandbox: Sandbox;
let dataDir: string;
let environment: Environment;
let port: number;
let running: Process | undefined;

beforeAll(async () => {
  await buildServer();
  sandbox = await startSandbox({ seed: SEED, hookDelivery: { firstRetryMs: 300, retryFactor: 1.3 } });
  atEnd(() => sandbox.stop());
  for (const skuId of ['mug', 'jar'])
    sandbox.store.model.stock({ skuId, warehouseId: 'main', quantity: 300 });
  dataDir = await mkdtemp(path.join(tmpdir(), 'holdfast-test-kill-'));
  atEnd(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  port = await freePort();
  environment = {
    ...environmentOf(sandbox),
    PORT: String(port),
    HOLDFAST_DATA_DIR: dataDir,
    HOLDFAST_PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'info',
  };
}, BUILD_WITHIN_MS);
afterAll(async () => {
  // Its embedded database goes with it, which it does not when it is killed.
  running?.signal('SIGTERM');
  await running?.ended;
  await endAll();
});

test('killed again and again in a busy minute, on its embedded database: the books are right in the end', async () => {
  const { model } = sandbox.store;
  const random = seededRandom(SEED);
  running = startProcess(environment);
  await untilReady(port, running);
  await until('the hook is registered', () => sandbox.store.hook.config() !== null);
  const day = new BusyDay(model, { seed: SEED, orders: 50, skus: ['mug', 'jar'] });
  const printed: string[] = [];
  const live = async (steps: number, isEnough = () => false) => {
    for (let step = 0; step < steps && !isEnough() && day.step(); step += 1)
      await new Promise((resolve) => setTimeout(resolve, random.int(40)));
  };
  const sent = () => sandbox.store.counters.calls().putInventory ?? 0;
  for (let kills = 0; kills < KILLS; kills += 1) {
    await live(35);
    // Wait until it is in the middle of something: at a removal every other time.
    const puts = sent();
    if (kills % 2 === 0) await live(35, () => sent() > puts);
    running.signal('SIGKILL');
    expect(await running.ended).toEqual({ code: null, signal: 'SIGKILL' });
    printed.push(running.printed());
    await live(10);
    running = startProcess(environment);
    await untilReady(port, running);
  }
  await live(1_000);
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
  const said = [...printed, running.printed()].join('\n');
  expect(said.length).toBeGreaterThan(500);
  for (const word of [...PERSONAL_MARKERS, sandbox.store.appToken, sandbox.erp.secret])
    expect(said).not.toContain(word);
}, 240_000);
