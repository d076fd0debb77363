import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { root, startNode, untilReady } from './processes';

/**
 * Calls to VTEX for each order, from start to removal, in the sandbox's steady state: shoppers buy, Holdfast
 * (a process of its own, as `npm start` runs it) follows them in execute mode. After a warm-up the calls of a
 * stretch are divided by the orders that came to their end in it.
 */
const WARM_UP_MS = Number(process.env.BENCH_WARM_UP_SECONDS ?? 45) * 1000;
const STRETCH_MS = Number(process.env.BENCH_SECONDS ?? 90) * 1000;
const SPEED = Number(process.env.BENCH_SPEED ?? 3);
const TARGET = 6;
const ADMIN_TOKEN = 'bench-admin-token';

/** Calls that keep us listening cost the same however many orders there are. */
const STANDING = new Set([
  'readFeed',
  'commitFeed',
  'getHookConfig',
  'saveHookConfig',
  'getFeedConfig',
  'saveFeedConfig',
  'listOrders',
  'listWarehouses',
]);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Counted {
  calls: Record<string, number>;
  placed: number;
  removed: number;
  ended: number;
}

function count(sandbox: Sandbox): Counted {
  const orders = new Map<string, string[]>();
  for (const { orderId, status } of sandbox.erp.books.reservations()) {
    orders.set(orderId, [...(orders.get(orderId) ?? []), status]);
  }
  const over = (statuses: string[], ends: string[]) => statuses.every((status) => ends.includes(status));
  const all = [...orders.values()];
  return {
    calls: sandbox.store.counters.calls(),
    placed: sandbox.shoppers?.placed() ?? 0,
    removed: all.filter((statuses) => over(statuses, ['removed'])).length,
    ended: all.filter((statuses) => over(statuses, ['removed', 'canceled', 'expired'])).length,
  };
}

function report(before: Counted, after: Counted): void {
  const removed = after.removed - before.removed;
  const ended = after.ended - before.ended;
  const placed = after.placed - before.placed;
  console.log(
    `In ${STRETCH_MS / 1000} s: ${placed} orders placed, ${ended} came to their end, ${removed} of them by removal.`,
  );
  let perOrder = 0;
  let standing = 0;
  for (const [endpoint, total] of Object.entries(after.calls)) {
    const calls = total - (before.calls[endpoint] ?? 0);
    if (calls === 0) continue;
    const isStanding = STANDING.has(endpoint);
    if (isStanding) standing += calls;
    else perOrder += calls;
    console.log(
      `  ${endpoint.padEnd(20)} ${String(calls).padStart(6)}   ${(calls / ended).toFixed(2)} an order${isStanding ? ' (standing)' : ''}`,
    );
  }
  console.log(
    `Calls an order, start to end: ${(perOrder / ended).toFixed(2)} (target at most ${TARGET}); with the standing ones ${((perOrder + standing) / ended).toFixed(2)}; per removed order ${(perOrder / removed).toFixed(2)}`,
  );
}

async function ask(port: number, what: string) {
  const answer = await fetch(`http://127.0.0.1:${port}/_v/holdfast/api/${what}`, {
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  return (await answer.json()) as Record<string, unknown>;
}

async function main(): Promise<void> {
  const sandbox = await startSandbox({ shoppers: { speed: SPEED } });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'holdfast-bench-'));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const holdfast = startNode(path.join(root, 'server', 'dist', 'main.js'), [], {
    PORT: String(port),
    HOLDFAST_DATA_DIR: dataDir,
    HOLDFAST_MODE: 'execute',
    HOLDFAST_ADMIN_TOKEN: ADMIN_TOKEN,
    HOLDFAST_PUBLIC_URL: `http://127.0.0.1:${port}`,
    VTEX_ACCOUNT: sandbox.store.accountName,
    VTEX_APP_KEY: sandbox.store.appKey,
    VTEX_APP_TOKEN: sandbox.store.appToken,
    VTEX_BASE_URL: sandbox.store.url,
    ERP_CONNECTOR: 'webhook',
    ERP_URL: sandbox.erp.url,
    ERP_SECRET: sandbox.erp.secret,
    DATABASE_URL: '',
    LOG_LEVEL: 'error',
  });
  holdfast.child.stdout?.resume();
  try {
    await untilReady(`http://127.0.0.1:${port}/readyz`);
    console.log(`Shoppers at speed ${SPEED}; warming up for ${WARM_UP_MS / 1000} s.`);
    await pause(WARM_UP_MS);
    const before = count(sandbox);
    await pause(STRETCH_MS);
    report(before, count(sandbox));
    const overview = await ask(port, 'overview');
    console.log(
      `Holdfast's own record: ${JSON.stringify(overview.reservations)}, updates ${JSON.stringify(overview.removals)}, watermark ${overview.watermarkTrust}`,
    );
    if (process.env.BENCH_LOG)
      console.log(JSON.stringify(await ask(port, 'logs?kind=plan,update,failure&limit=100'), null, 1));
    const violations = sandbox.erp.books.violations();
    if (violations.length > 0)
      console.log(`The ERP found broken promises: ${violations.slice(0, 3).join('; ')}`);
  } finally {
    await holdfast.stop();
    await sandbox.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

void main();
