import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { firstLine, metric, type Running, root, startNode, untilReady } from './processes';

/**
 * Taking notifications in, against a bare Koa that parses the same JSON and answers 200. Rounds alternate, so
 * that a machine that slows down slows both. The server is a process of its own with a real embedded
 * PostgreSQL (fsync on); a 200 means that the log row and the job are committed. Measured twice: `server`
 * (HTTP only) and `all` (this process works the jobs off as well, against a store that knows no order).
 *
 * While bare Koa is measured, Holdfast is stopped (SIGSTOP): jobs that it still has to do would take from the
 * bare one's share of the machine, and flatter the ratio.
 */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? 200);
const KEY = 'bench-hook-secret';
const TARGET = { ratio: 0.5, p99: 50, rssMb: 250 };

interface Measured {
  perSecond: number;
  p50: number;
  p99: number;
  non2xx: number;
  errors: number;
  sent: number;
}

let nextOrder = 0;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function load(url: string, seconds: number): Promise<Measured> {
  const runner = startNode(path.join(__dirname, 'load.js'), [
    url,
    KEY,
    String(seconds),
    String(CONNECTIONS),
    String(nextOrder),
  ]);
  const measured: Measured = JSON.parse(await firstLine(runner));
  nextOrder += measured.sent;
  return measured;
}

/** A store where every order is unknown: the jobs run to their end, and nothing else is measured. */
function startUnknowingStore(): Promise<{ server: Server; url: string }> {
  const server = createServer((_request, response) => {
    response
      .writeHead(404, { 'content-type': 'application/json' })
      .end('{"error":{"code":"OMS004","message":"not found"}}');
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` });
    });
  });
}

async function measure(role: 'server' | 'all', bareUrl: string, storeUrl: string): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'holdfast-bench-'));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const base = `http://127.0.0.1:${port}`;
  const holdfast: Running = startNode(path.join(root, 'server', 'dist', 'main.js'), [], {
    PORT: String(port),
    HOLDFAST_ROLE: role,
    HOLDFAST_DATA_DIR: dataDir,
    VTEX_ACCOUNT: 'benchstore',
    VTEX_APP_KEY: 'key',
    VTEX_APP_TOKEN: 'token-of-the-bench',
    VTEX_BASE_URL: storeUrl,
    VTEX_HOOK_SECRET: KEY,
    DATABASE_URL: '',
    LOG_LEVEL: 'error',
  });
  holdfast.child.stdout?.resume();
  try {
    await untilReady(`${base}/readyz`);
    const hookUrl = `${base}/_v/holdfast/hook`;
    await load(bareUrl, 2);
    await load(hookUrl, 2);
    const rounds: { bare: Measured; hook: Measured; rssMb: number }[] = [];
    let looked = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      // A commit still on its way would find its time-out passed when the process wakes up.
      await pause(500);
      holdfast.child.kill('SIGSTOP');
      const bare = await load(bareUrl, SECONDS);
      holdfast.child.kill('SIGCONT');
      await untilReady(`${base}/readyz`);
      const lookedBefore = await ordersLookedAt(base);
      const hook = await load(hookUrl, SECONDS);
      looked += (await ordersLookedAt(base)) - lookedBefore;
      const rssMb = (await metric(base, 'holdfast_resident_memory_bytes')) / 1_048_576;
      rounds.push({ bare, hook, rssMb });
      print(`  round ${round}`, bare, hook, rssMb);
    }
    const middle = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
    const ratio = middle(({ bare, hook }) => hook.perSecond / bare.perSecond);
    const p99 = middle(({ hook }) => hook.p99);
    const rss = Math.max(...rounds.map(({ rssMb }) => rssMb));
    const refused = rounds.reduce((sum, { hook }) => sum + hook.non2xx + hook.errors, 0);
    console.log(
      `  median ratio ${ratio.toFixed(2)} (target ${TARGET.ratio})   p99 ${p99} ms (target < ${TARGET.p99})   RSS at most ${rss.toFixed(0)} MB (target < ${TARGET.rssMb})   not 200: ${refused}`,
    );
    if (role === 'all') await tellJobs(base, looked);
  } finally {
    await holdfast.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const ordersLookedAt = (base: string) =>
  metric(base, 'holdfast_jobs_total{task="look-at-new-order",outcome="again"}');

/** The jobs make way for the intake: how many ran beside it, and how fast they run when it is quiet. */
async function tellJobs(base: string, looked: number): Promise<void> {
  const restSeconds = 10;
  const before = await ordersLookedAt(base);
  await pause(restSeconds * 1000);
  const perSecond = ((await ordersLookedAt(base)) - before) / restSeconds;
  console.log(
    `  jobs waited while notifications poured in: ${looked} orders were looked at in those ${ROUNDS * SECONDS} s; afterwards ${perSecond.toFixed(0)} a second (as fast as the pace of VTEX's endpoint allows, 8 at a time)`,
  );
}

function print(label: string, bare: Measured, hook: Measured, rssMb: number): void {
  const ratio = (hook.perSecond / bare.perSecond).toFixed(2);
  console.log(
    `${label}: bare ${Math.round(bare.perSecond)}/s p99 ${bare.p99} ms   hook ${Math.round(hook.perSecond)}/s p50 ${hook.p50} p99 ${hook.p99} ms   ratio ${ratio}   RSS ${rssMb.toFixed(0)} MB`,
  );
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function main(): Promise<void> {
  console.log(
    `Hook ingestion: ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s each, ${cpus().length} cores shared by load, server and database, machine load before ${loadavg()[0]?.toFixed(2)}, Node ${process.version}`,
  );
  const bare = startNode(path.join(__dirname, 'bare-koa.js'), []);
  const store = await startUnknowingStore();
  try {
    const bareUrl = `http://127.0.0.1:${await firstLine(bare)}/`;
    for (const role of ['server', 'all'] as const) {
      console.log(`HOLDFAST_ROLE=${role}`);
      await measure(role, bareUrl, store.url);
    }
  } finally {
    await bare.stop();
    store.server.closeAllConnections();
    store.server.close();
  }
}

void main();
