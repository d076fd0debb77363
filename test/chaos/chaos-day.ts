import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '@holdfast/sandbox/random';
import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { freePort } from '@holdfast/server/embedded-postgres/free-port';
import { createPool } from '@holdfast/server/postgres/pool';
import { Judge } from '../../simulation/judge/judge';
import { ErpJudge } from '../../simulation/judge/judge-erp';
import { type Day, drawDay, lastOf } from '../../simulation/shop/day';
import { openShop } from '../../simulation/shop/open-shop';
import { Truth } from '../../simulation/shop/truth';
import { Tally } from '../../simulation/weather/tally';
import { atEnd, endAll } from '../flows/at-end';
import { environmentOf } from '../flows/environment';
import { sendCount } from '../flows/send-count';
import { until } from '../flows/until';
import { BLOWS, drawBlows, KILLS, type Struck } from './blows';
import { startChaosDatabase } from './chaos-database';
import { fastTime } from './fast-time';
import { type KeptHost, keepHost } from './kept-host';
import { takeNotifications } from './taken-notifications';
import { untilQuiet } from './until-quiet';
import { weatherOfChaos } from './weather-of-chaos';

/** A promise that was broken. */
export interface Told {
  rule: string;
  message: string;
}

export interface ChaosDay {
  violations: Told[];
  tally: Tally;
  /** What happened, a line each. */
  story: string[];
  /** What each process printed, by its name. */
  printed: Record<string, string>;
}

export interface ChaosDayOptions {
  seed: number;
  /** At most; the day ends with the shop, too. */
  rounds: number;
  /** Epoch ms. */
  untilMs: number;
}

/** An hour of the shop takes half a minute of ours: orders overlap, and a blow meets something of most of them. */
const SPEED = 120;
const READY_WITHIN_MS = 4 * 60_000;
const MINUTE = 60_000;

/** Lives one shop day with a blow in each of its rounds, and judges it as the simulation does. */
export async function liveChaosDay({ seed, rounds, untilMs }: ChaosDayOptions): Promise<ChaosDay> {
  const day = new Violations();
  const tally = new Tally();
  const random = seededRandom(seed);
  const weather = weatherOfChaos(seed);
  const drawn = withEveryShelf(drawDay(seed, weather));
  const notifications = takeNotifications();
  const meddled = new Map<string, number>();
  const database = await startChaosDatabase();
  if (database.disk === null) tally.count('days without a disk to fill');

  const sandbox: Sandbox = await startSandbox({
    seed,
    post: notifications.post,
    onUpdate: (skuId, warehouseId) => {
      const position = truth.position(skuId, warehouseId);
      return position === null ? () => undefined : judge.awaitUpdate(position);
    },
    onEntered: (event) => erpJudge.taken(event as Parameters<ErpJudge['taken']>[0]),
    hookDelivery: {
      drops: weather.rates['hook-lost'],
      duplicates: weather.rates['hook-twice'],
      reorderMs: weather.rates['hook-late'] > 0 ? 5_000 : 20,
      firstRetryMs: 300,
      retryFactor: 1.3,
    },
  });
  atEnd(() => sandbox.stop());
  const { model, state } = sandbox.store;
  const truth = new Truth(state);
  const judge = new Judge({
    truth,
    weather,
    tally,
    meddled,
    now: Date.now,
    steps: () => tally.counts.rounds ?? 0,
    trace: day.tell,
  });
  const erpJudge = new ErpJudge(truth, judge);

  const [port, secondPort, healthPort] = [await freePort(), await freePort(), await freePort()];
  const common = {
    ...environmentOf(sandbox),
    DATABASE_URL: database.url,
    HOLDFAST_PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'info',
  };
  const keep = (name: string, at: number, environment: Record<string, string>): KeptHost =>
    keepHost({
      name,
      environment: { ...common, ...environment },
      port: at,
      random,
      onEnded({ ran, code, lastWords }) {
        tally.count(ran ? 'ended by itself' : 'starts that came to nothing');
        if (ran) day.violate('ended-by-itself', `the ${name} ended with ${code}: ${lastWords}`);
        else day.tell(`the ${name} could not start (${code}): ${lastWords}`);
      },
    });
  // All at once, on a database without a table.
  const struck: Struck = {
    random,
    sandbox,
    database,
    server: keep('server', port, { HOLDFAST_ROLE: 'server', PORT: String(port) }),
    second: keep('second server', secondPort, { PORT: String(secondPort) }),
    worker: keep('worker', healthPort, {
      HOLDFAST_ROLE: 'worker',
      HOLDFAST_HEALTH_PORT: String(healthPort),
    }),
  };
  const hosts = [struck.server, struck.second, struck.worker];
  const pool = createPool({ databaseUrl: database.url, applicationName: 'judge' });
  atEnd(() => pool.end());

  const untilReady = async () => {
    const beganMs = Date.now();
    const why = await untilAllReady(hosts);
    tally.longestOf('until everything was ready again, seconds', Math.round((Date.now() - beganMs) / 1_000));
    if (why !== null) day.violate('not-ready-again', why);
    return why === null;
  };
  const live = async () => {
    if (!(await untilReady())) return;
    await until('the hook is registered', () => sandbox.store.hook.config() !== null);
    const time = fastTime(drawn.startMs, SPEED);
    openShop({
      day: drawn,
      weather,
      time,
      model,
      truth,
      tally,
      trace: day.tell,
      counted: ({ skuId, warehouseId }, onHand) => {
        const countedAt = new Date().toISOString();
        const reference = `${countedAt}/${skuId}/${warehouseId}`;
        void untilCounted(port, skuId, { onHand, countedAt, reference, warehouseId });
      },
      meddled: ({ skuId, warehouseId }) => void meddled.set(`${skuId}/${warehouseId}`, Date.now()),
    });
    const closesMs = lastOf(drawn) + 2 * MINUTE;
    for (let round = 0; round < rounds && time.now() < closesMs && Date.now() < untilMs; round += 1) {
      await somethingHappens(struck);
      const names = drawBlows(random);
      tally.count('rounds');
      for (const name of names) {
        tally.count(`blow: ${name}`);
        tally.count('processes killed', KILLS[name] ?? 0);
      }
      day.tell(`ROUND ${round + 1}: ${names.join(', and ')}`);
      await Promise.all(names.map((name) => BLOWS[name](struck)));
      // The next one may come while this one is not over.
      if (random.chance(0.75) && !(await untilReady())) return;
    }
    while (time.now() < closesMs) await pause(250);
    if (!(await untilReady())) return;
    const databaseUrl = database.url;
    const account = sandbox.store.accountName;
    const beganMs = Date.now();
    const found = await untilQuiet({
      pool,
      databaseUrl,
      account,
      truth,
      erp: erpJudge,
      tally,
      meddled,
      notifications,
    });
    tally.longestOf('until the books were right, seconds', Math.round((Date.now() - beganMs) / 1_000));
    for (const { rule, message } of found) day.violate(rule, message);
    for (const host of hosts) {
      const code = await host.stop();
      if (code !== 0) day.violate('does-not-stop', `asked to end, the ${host.name} ended with ${code}`);
    }
  };

  try {
    await live();
    for (const { rule, message } of judge.violations) day.violate(rule, message);
    judgeTheWhole(sandbox, day, tally);
    tally.count('notifications answered 200', notifications.taken.length);
    tally.count('notifications sent', notifications.sent());
    const printed = Object.fromEntries(hosts.map((host) => [host.name, host.printed()]));
    return {
      violations: day.found,
      tally,
      story: day.story,
      printed: { ...printed, database: database.log() },
    };
  } finally {
    await endAll();
  }
}

class Violations {
  readonly found: Told[] = [];
  readonly story: string[] = [];
  readonly tell = (text: string) => void this.story.push(`${new Date().toISOString().slice(11, 23)} ${text}`);
  violate(rule: string, message: string): void {
    this.tell(`BROKEN ${rule}: ${message}`);
    this.found.push({ rule, message });
  }
}

/** Null: they are; else which of them is not, and why. */
async function untilAllReady(hosts: readonly KeptHost[]): Promise<string | null> {
  const giveUpAtMs = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const why: string[] = [];
    for (const host of hosts) {
      const said = await host.whyNotReady();
      if (said !== null) why.push(`${host.name}: ${said}`);
    }
    if (why.length === 0) return null;
    if (Date.now() > giveUpAtMs) return `not within ${READY_WITHIN_MS} ms: ${why.join('; ')}`;
    await pause(200);
  }
}

/** A moment at random; every other time one in which an update is on its way or was just sent. */
async function somethingHappens({ random, sandbox }: Struck): Promise<void> {
  const sent = () => sandbox.store.counters.calls().putInventory ?? 0;
  const before = sent();
  const waitMs = 300 + random.int(3_500);
  const wantsUpdate = random.chance(0.5);
  const aMoment = random.int(120);
  for (const untilMs = Date.now() + waitMs; Date.now() < untilMs; ) {
    await pause(10);
    if (wantsUpdate && sent() > before) break;
  }
  await pause(aMoment);
}

/** The sandbox sells from a position that it has never heard of; from an empty one it does not. */
function withEveryShelf(day: Day): Day {
  const north = new Set(day.stock.filter((one) => one.warehouseId === 'north').map(({ skuId }) => skuId));
  const missing = day.stock.filter(({ skuId }) => !north.has(skuId));
  return {
    ...day,
    stock: [...day.stock, ...missing.map((one) => ({ ...one, warehouseId: 'north', quantity: 0 }))],
  };
}

/** An ERP sends its count until it is taken; 4xx is an answer too. */
async function untilCounted(
  port: number,
  skuId: string,
  count: Parameters<typeof sendCount>[2],
): Promise<void> {
  const url = `http://127.0.0.1:${port}`;
  for (const untilMs = Date.now() + 2 * MINUTE; Date.now() < untilMs; ) {
    const answer = await sendCount({ url }, skuId, count).catch(() => null);
    if (answer !== null && answer.status < 500) return;
    await pause(1_000);
  }
}

/** What holds at any time, by the sandbox's own books. */
function judgeTheWhole({ store, erp }: Sandbox, day: Violations, tally: Tally): void {
  const { oversoldUnits, openDiscardedUnits, shippedWithoutStock } = store.model.oracle();
  tally.count('units lost', oversoldUnits + openDiscardedUnits);
  if (oversoldUnits > 0) day.violate('sold-what-is-not-there', `${oversoldUnits} units`);
  if (openDiscardedUnits > 0) day.violate('open-reservation-released', `${openDiscardedUnits} units`);
  if (shippedWithoutStock > 0) day.violate('shipped-without-stock', `${shippedWithoutStock} units`);
  for (const what of erp.books.violations()) day.violate('erp-contract', what);
  for (const { reason, count } of erp.books.refused())
    day.violate('erp-refused', `${reason}: ${count} times`);
}
