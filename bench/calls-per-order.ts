import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { UNLIMITED_SKU } from '@holdfast/sandbox/shoppers/catalogue';
import { startShoppers } from '@holdfast/sandbox/shoppers/start-shoppers';
import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { countCohort, reportCohort } from './cohort';
import { countByKey } from './count-by-key';
import { root, startNode, untilReady } from './processes';

/**
 * Calls to VTEX for each order, from its start to its removal. A cohort of orders is placed at a steady pace and
 * followed until nothing of it is pending. A removed order is charged with its own readings and its share of all
 * calls about stock that can be removed (plans, updates, read-backs); how it would be with everything else laid on
 * it (canceled and unpaid orders, stock that is never counted) is told as well.
 * Holdfast is a process of its own, with the settings of a real store (gather window 15 s) in execute mode.
 * Before the cohort a few orders are taken to their end, so that the watermark is proven, as it is ever after.
 *
 * Kinder than a real store: an order of the sandbox goes from start to invoice within half a minute at speed 1,
 * so some of its events come close enough to share a reading. Harder: the last orders of the cohort share their
 * updates with nobody.
 */
const ORDERS = Number(process.env.BENCH_ORDERS ?? 200);
const PER_MINUTE = Number(process.env.BENCH_ORDERS_PER_MINUTE ?? 120);
const SPEED = Number(process.env.BENCH_SPEED ?? 1);
const WARM_UP_ORDERS = 25;
/** Twice the longest life of an order, and the gather window. */
const GIVE_UP_MS = 75_000 / Math.min(1, SPEED) + (ORDERS / PER_MINUTE) * 60_000;
const ADMIN_TOKEN = 'bench-admin-token';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Places so many orders and resolves when all that the ERP knows of are over, or when it takes too long. */
async function follow(sandbox: Sandbox, orders: number, seed: number): Promise<boolean> {
  const shoppers = startShoppers(sandbox.store.model, {
    seed,
    speed: SPEED,
    ordersPerMinute: PER_MINUTE / SPEED,
    mostOrders: orders,
  });
  const giveUpAt = Date.now() + GIVE_UP_MS;
  try {
    for (let quietSince = Date.now(); Date.now() < giveUpAt; await pause(500)) {
      const { pending } = countCohort(sandbox);
      const busy = shoppers.placed() < orders || shoppers.busy() > 0 || pending > 0;
      if (busy) quietSince = Date.now();
      // The last event may still be on its way.
      if (Date.now() - quietSince > 5_000) return true;
    }
    return false;
  } finally {
    shoppers.stop();
  }
}

async function ask(port: number, what: string) {
  const answer = await fetch(`http://127.0.0.1:${port}/_v/holdfast/api/${what}`, {
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  return (await answer.json()) as Record<string, unknown>;
}

function startHoldfast(sandbox: Sandbox, storeUrl: string, port: number, dataDir: string) {
  const holdfast = startNode(path.join(root, 'server', 'dist', 'main.js'), [], {
    PORT: String(port),
    HOLDFAST_DATA_DIR: dataDir,
    HOLDFAST_MODE: 'execute',
    HOLDFAST_ADMIN_TOKEN: ADMIN_TOKEN,
    HOLDFAST_PUBLIC_URL: `http://127.0.0.1:${port}`,
    VTEX_ACCOUNT: sandbox.store.accountName,
    VTEX_APP_KEY: sandbox.store.appKey,
    VTEX_APP_TOKEN: sandbox.store.appToken,
    VTEX_BASE_URL: storeUrl,
    ERP_CONNECTOR: 'webhook',
    ERP_URL: sandbox.erp.url,
    ERP_SECRET: sandbox.erp.secret,
    DATABASE_URL: '',
    LOG_LEVEL: 'error',
  });
  holdfast.child.stdout?.resume();
  return holdfast;
}

async function main(): Promise<void> {
  const sandbox = await startSandbox({ keepFinishedOrders: 10_000 });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'holdfast-bench-'));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const keyed = await countByKey(sandbox.store.url);
  const holdfast = startHoldfast(sandbox, keyed.url, port, dataDir);
  try {
    await untilReady(`http://127.0.0.1:${port}/readyz`);
    const load = loadavg()[0]?.toFixed(2);
    console.log(
      `Sandbox at speed ${SPEED}, ${PER_MINUTE} orders a minute, ${cpus().length} cores, load ${load}; ${WARM_UP_ORDERS} orders to warm up, then a cohort of ${ORDERS}.`,
    );
    await follow(sandbox, WARM_UP_ORDERS, 1);
    const before = countCohort(sandbox);
    const neverCountedBefore = keyed.bySku().get(UNLIMITED_SKU) ?? 0;
    const isOver = await follow(sandbox, ORDERS, 2);
    const neverCounted = (keyed.bySku().get(UNLIMITED_SKU) ?? 0) - neverCountedBefore;
    const after = countCohort(sandbox);
    reportCohort({ before, after, reads: keyed.byOrder(), neverCounted, placed: ORDERS, isOver });
    const overview = await ask(port, 'overview');
    console.log(
      `Holdfast's own record: ${JSON.stringify(overview.reservations)}, updates ${JSON.stringify(overview.removals)}, watermark ${overview.watermarkTrust}`,
    );
    if (process.env.BENCH_LOG)
      console.log(JSON.stringify(await ask(port, 'logs?kind=plan,update,failure&limit=200'), null, 1));
    const violations = sandbox.erp.books.violations();
    if (violations.length > 0)
      console.log(`The ERP found broken promises: ${violations.slice(0, 3).join('; ')}`);
  } finally {
    await holdfast.stop();
    keyed.stop();
    await sandbox.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

void main();
