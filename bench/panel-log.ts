import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@holdfast/server/embedded-postgres/start-embedded-postgres';
import { DAYS, fillLog, makeDays, openPool } from './log-rows';
import { root, startNode, untilReady } from './processes';

/**
 * The panel's first page of the sync log, and what else its first screen reads, through the HTTP API of a server
 * process on a real PostgreSQL: first with few rows, then with many in the same database, so that the ratio says
 * what the rows cost and not what the machine is like. One request after the other, as a person asks.
 */
const FEW = Number(process.env.BENCH_FEW ?? 10_000);
const MANY = Number(process.env.BENCH_ROWS ?? 1_000_000);
const TURNS = Number(process.env.BENCH_TURNS ?? 200);
const TARGET_MS = 200;
const ACCOUNT = 'benchstore';
const TOKEN = 'bench-admin-token';
const HOUR_MS = 3_600_000;

const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();

/** What is asked for; `turn` varies the ids, so that no single page is simply remembered. */
const QUESTIONS: readonly [name: string, path: (turn: number) => string][] = [
  ['no filter', () => '/logs'],
  ['an order', (turn) => `/logs?orderId=v${(turn * 7) % (FEW / 20)}hold-01`],
  ['a SKU in a warehouse', (turn) => `/logs?skuId=${(turn * 10 + 6) % 3000}&warehouseId=w${turn % 3}`],
  ['a warehouse alone', (turn) => `/logs?warehouseId=w${turn % 3}`],
  ['kind plan', () => '/logs?kind=plan'],
  ['kind notification', () => '/logs?kind=notification'],
  ['failed or parked', () => '/logs?outcome=failed,parked'],
  ['held', () => '/logs?outcome=hold'],
  ['plans that failed', () => '/logs?kind=plan&outcome=failed'],
  ['notifications that failed', () => '/logs?kind=notification&outcome=failed'],
  ['ok or nothing, of deliveries', () => '/logs?kind=delivery&outcome=ok,nothing'],
  ['notifications of no interest', () => '/logs?kind=notification&outcome=nothing'],
  ['nothing happened', () => '/logs?outcome=nothing'],
  ['a few hours, ten days ago', () => `/logs?from=${ago(250)}&to=${ago(240)}`],
  ['what nobody has', () => '/logs?orderId=nobody'],
  ['a warehouse nobody has', () => '/logs?warehouseId=nowhere'],
  ['the overview', () => '/overview'],
  ['numbers of a day, again', () => '/overview/series?hours=24'],
  ['numbers of a week, again', () => '/overview/series?hours=168'],
];

interface Measured {
  p50: number;
  p99: number;
}

async function ask(base: string, query: string): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(`${base}/_v/holdfast/api${query}`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${query}: ${answer.status}`);
  return performance.now() - startedAt;
}

async function measure(base: string, query: (turn: number) => string): Promise<Measured> {
  const times: number[] = [];
  for (let turn = 0; turn < 10; turn += 1) await ask(base, query(turn));
  for (let turn = 0; turn < TURNS; turn += 1) times.push(await ask(base, query(turn)));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

async function measureAll(base: string): Promise<Map<string, Measured>> {
  const measured = new Map<string, Measured>();
  for (const [name, query] of QUESTIONS) measured.set(name, await measure(base, query));
  return measured;
}

/** What has nothing remembered yet: a server's first reading of a week, and the longest file. */
async function tellOnce(base: string, rows: number): Promise<void> {
  const week = await ask(base, '/overview/series?hours=168');
  const file = await ask(base, '/logs.csv');
  console.log(
    `  ${rows} rows, once: numbers of a week ${week.toFixed(0)} ms, CSV of at most 100,000 rows ${(file / 1000).toFixed(1)} s`,
  );
}

async function startServer(databaseUrl: string) {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const server = startNode(path.join(root, 'server', 'dist', 'main.js'), [], {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    HOLDFAST_ROLE: 'server',
    HOLDFAST_ADMIN_TOKEN: TOKEN,
    VTEX_ACCOUNT: ACCOUNT,
    VTEX_APP_KEY: 'key',
    VTEX_APP_TOKEN: 'token-of-the-bench',
    VTEX_BASE_URL: 'http://127.0.0.1:9',
    LOG_LEVEL: 'error',
  });
  server.child.stdout?.resume();
  const base = `http://127.0.0.1:${port}`;
  await untilReady(`${base}/readyz`);
  return { base, stop: () => server.stop() };
}

async function run(databaseUrl: string): Promise<boolean> {
  const first = await startServer(databaseUrl);
  const pool = openPool(databaseUrl);
  try {
    await makeDays(pool);
    await fillLog(pool, ACCOUNT, 0, FEW);
    await tellOnce(first.base, FEW);
    const few = await measureAll(first.base);
    await first.stop();
    const filledAt = Date.now();
    await fillLog(pool, ACCOUNT, FEW, MANY);
    console.log(`  ${MANY - FEW} rows more in ${((Date.now() - filledAt) / 1000).toFixed(0)} s`);
    const second = await startServer(databaseUrl);
    try {
      await tellOnce(second.base, MANY);
      return tell(few, await measureAll(second.base));
    } finally {
      await second.stop();
    }
  } finally {
    await first.stop();
    await pool.end();
  }
}

function tell(few: Map<string, Measured>, many: Map<string, Measured>): boolean {
  console.log(`  ${''.padEnd(30)}${`${FEW} rows`.padStart(28)}${`${MANY} rows`.padStart(28)}   ratio of p50`);
  let worst = 0;
  for (const [name, now] of many) {
    const before = few.get(name) ?? now;
    worst = Math.max(worst, now.p99);
    const numbers = ({ p50, p99 }: Measured) => `p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms`;
    console.log(
      `  ${name.padEnd(30)}${numbers(before).padStart(28)}${numbers(now).padStart(28)}   ${(now.p50 / before.p50).toFixed(2)}`,
    );
  }
  console.log(`  slowest p99 ${worst.toFixed(1)} ms (target < ${TARGET_MS})`);
  return worst < TARGET_MS;
}

async function main(): Promise<void> {
  console.log(
    `The panel's first page: ${MANY} log rows over ${DAYS} days, ${TURNS} requests each, ${cpus().length} cores, machine load before ${loadavg()[0]?.toFixed(2)}, Node ${process.version}`,
  );
  const dataDir = await mkdtemp(path.join(tmpdir(), 'holdfast-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false, log: () => undefined });
  try {
    if (!(await run(postgres.url))) process.exitCode = 1;
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

void main();
