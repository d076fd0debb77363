import { instantOfMs } from '@holdfast/node/core/instant';
import { receiveCount } from '@holdfast/node/counts/receive-count';
import { approvePlan } from '@holdfast/node/removal/approve-plan';
import { createMemoryReconciliations } from '@holdfast/node/store/memory/memory-reconciliations';
import { createMemoryStore } from '@holdfast/node/store/memory/memory-store';
import type { Platform } from '@holdfast/sandbox/store/model/platform';
import { newStore } from '@holdfast/sandbox/store/store';
import { storeModel } from '@holdfast/sandbox/store/store-model';
import { between, chanceOf } from './chance';
import { ledgerErp } from './erp/ledger-erp';
import { Host } from './host/host';
import type { ClockTask } from './host/job-queue';
import { Judge, type Violation } from './judge/judge';
import { ErpJudge } from './judge/judge-erp';
import { judgeQuiet } from './judge/judge-quiet';
import { type Day, drawDay, lastOf } from './shop/day';
import { openShop } from './shop/open-shop';
import { Truth } from './shop/truth';
import { virtualTime } from './time/virtual-time';
import { clock, Trace } from './trace';
import { inProcessStore } from './vtex/in-process-store';
import { roughTransport } from './vtex/rough-transport';
import { countArrivals, countDrawn } from './weather/count-faults';
import { Tally } from './weather/tally';
import { drawWeather, type Weather } from './weather/weather';

export interface SeedRun {
  seed: number;
  violations: Violation[];
  /** Equal for two runs that went the same way. */
  digest: string;
  tally: Tally;
  /** Empty unless the story was asked for. */
  story: string[];
}

export interface SeedOptions {
  weather?: Weather;
  day?: Day;
  tells?: boolean;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Waits grow up to four hours, and an order nobody told us of is looked at after six. */
const QUIET_MS = 16 * HOUR;

/** Lives one day of a shop with everything that may go wrong in it, and judges it. */
export async function runSeed(seed: number, options: SeedOptions = {}): Promise<SeedRun> {
  const weather = options.weather ?? drawWeather(seed);
  const day = options.day ?? drawDay(seed, weather);
  const tally = new Tally();
  const time = virtualTime(day.startMs - 2 * MINUTE);
  const trace = new Trace(time.now, options.tells ?? false);
  const tell = (text: string) => trace.add(text);
  const bounds = lastOf(day) + 10 * MINUTE;
  const isRough = () => time.now() < bounds;
  const skew = skewOf(seed, weather, day);
  const arrivals = countArrivals(tally, () => time.now() + skew(time.now()));
  countDrawn(day, weather, tally);

  const vtex = newStore({
    accountName: 'acme',
    appKey: 'key',
    seed,
    time: { now: () => time.now() + skew(time.now()), after: time.after },
    platform: {
      ...oddPlatform(seed, weather),
      reservationOrder: weather.rates['shifting-pages'] > 0 ? 'shifting' : 'oldest-first',
      indexLagMs: between(chanceOf(seed, 'index'), 0, 4) * MINUTE,
    },
    hookDelivery: {
      drops: weather.rates['hook-lost'],
      duplicates: weather.rates['hook-twice'],
      delayMs: 100,
      reorderMs: chanceOf(seed, 'late').chance(weather.rates['hook-late']) ? 10 * MINUTE : 2_000,
    },
    post: async (_url, headers, body) => {
      await time.sleep(50);
      arrivals.arrives(body);
      const status = await host.hook(headers, body);
      arrivals.answered(body, status);
      return status;
    },
  });
  const model = storeModel(vtex);
  model.addWarehouse('main');
  model.addWarehouse('north');
  const truth = new Truth(vtex.state);
  loseFeedItems(vtex, seed, weather, tally);
  const meddled = new Map<string, number>();
  const judge = new Judge({ truth, weather, tally, meddled, now: time.now, steps: time.steps, trace: tell });
  const erpJudge = new ErpJudge(truth, judge);
  const takenAtMs = new Map<string, number>();
  const arriveAt = inProcessStore(vtex, model);
  const transport = roughTransport({
    seed,
    time,
    weather,
    tally,
    isRough,
    async arrive(request) {
      const [, skuId = '', warehouseId = ''] = /skus\/([^/]+)\/warehouses\/([^/]+)$/.exec(request.path) ?? [];
      const position = request.method === 'PUT' ? truth.position(skuId, warehouseId) : null;
      if (position === null) return arriveAt(request);
      let answer: Awaited<ReturnType<typeof arriveAt>> | null = null;
      await judge.update(position, async () => {
        answer = await arriveAt(request);
      });
      return answer ?? { kind: 'no-answer', code: 'NONE', message: 'none' };
    },
  });
  const connector = ledgerErp({
    seed,
    time,
    weather,
    tally,
    truth,
    isRough,
    trace: tell,
    taken: (delivery) => erpJudge.taken(delivery),
  });
  const store = createMemoryStore({ account: 'acme', now: time.now });
  const host = new Host({
    seed,
    time,
    weather,
    tally,
    store,
    reports: createMemoryReconciliations(store.tables),
    transport,
    connector,
    isRough,
    trace: tell,
    taken: (orderId) => void takenAtMs.set(orderId, time.now()),
    bug: (error, where) =>
      judge.violate(
        'exception',
        `${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      ),
  });

  const counted = ({ skuId, warehouseId }: { skuId: string; warehouseId: string }, onHand: number) => {
    const countedAt = instantOfMs(time.now());
    const body = { onHand, countedAt, reference: `${countedAt}/${warehouseId}` };
    const send = async () => {
      const isAnswered = await host.ask('count', (services) =>
        receiveCount({ ...services, countMaxAgeDays: 7 }, { skuId, warehouseId }, body),
      );
      if (!isAnswered) time.after(30_000, send);
    };
    time.after(between(chanceOf(seed, `count/${countedAt}`), 500, 90_000), send);
  };
  openShop({
    day,
    weather,
    time,
    model,
    truth,
    tally,
    trace: tell,
    counted,
    meddled: ({ skuId, warehouseId }) => void meddled.set(`${skuId}/${warehouseId}`, time.now()),
  });
  clockwork(seed, host, time, day, weather);
  people(seed, host, store, truth, time, isRough, tell, (skuId, warehouseId) => {
    const position = truth.position(skuId, warehouseId);
    if (position !== null) counted(position, position.physical);
  });
  const endMs = bounds + QUIET_MS;
  await time.runUntil(endMs);
  await judgeQuiet({
    judge,
    erp: erpJudge,
    truth,
    store,
    jobs: host.queue.all(),
    mayWaitMs: HOUR,
    tally,
    nowMs: endMs,
    meddled,
    takenAtMs,
  });
  const oversold = truth.positions().reduce((sum, { books }) => sum + books.soldWithoutStock, 0);
  tally.count('units sold that were not there', oversold);
  tally.count('hook-lost', vtex.hook.counts.dropped);
  tally.count('steps', time.steps());
  tally.count('hours', Math.round((endMs - day.startMs) / HOUR));
  return {
    seed,
    violations: judge.violations,
    digest: trace.digest(),
    tally,
    story: options.tells ? withLog(trace.lines, store.tables.log) : [],
  };
}

/** What Holdfast said in its own log, between the lines of what happened. */
function withLog(
  lines: readonly string[],
  log: readonly { atMs: number; message: string; kind: string }[],
): string[] {
  const said = log
    .filter(({ kind }) => kind !== 'notification')
    .map(({ atMs, message }) => `${clock(atMs)}   Holdfast: ${message}`);
  return [...lines, ...said]
    .map((line, nth) => ({ line, nth }))
    .sort((a, b) => compare(a, b))
    .map(({ line }) => line);
}

const STAMP = 18;

function compare(a: { line: string; nth: number }, b: { line: string; nth: number }): number {
  const [at, other] = [a.line.slice(0, STAMP), b.line.slice(0, STAMP)];
  return at === other ? a.nth - b.nth : at < other ? -1 : 1;
}

/** VTEX as its documents leave it open, or as its known issues describe it. */
function oddPlatform(seed: number, { rates }: Weather): Partial<Platform> {
  const chance = chanceOf(seed, 'platform');
  const infersInvoiceItems = !chance.chance(rates['invoice-without-items']);
  if (rates['odd-platform'] === 0) return { infersInvoiceItems };
  return {
    infersInvoiceItems,
    lateCancel: chance.pick(['negative-at-once', 'negative-after-next-handling', 'harmless'] as const),
    cancelOfReleased: chance.chance(0.5) ? 'negative' : 'harmless',
    canceledStaysAcknowledged: chance.chance(0.6),
    reservationFollowsChange: chance.chance(0.5),
    countsAborted: chance.chance(0.3),
    ignoresQuantityEqualToAvailable: chance.chance(0.3),
    listsEnded: chance.chance(0.3),
    mostPerPage: chance.chance(0.3) ? 3 : 100,
    orderVisibleAfterMs: chance.chance(0.3) ? 20_000 : 0,
  };
}

/** How far VTEX's clock is ahead of ours: so much, and a little more or less every hour. */
function skewOf(seed: number, { rates }: Weather, { startMs }: Day): (nowMs: number) => number {
  const chance = chanceOf(seed, 'skew');
  const offMs = (chance.next() * 2 - 1) * rates['clock-skew'] * 1_000;
  const drift = (chance.next() * 2 - 1) * rates['clock-skew'] * 50;
  return (nowMs) => Math.round(offMs + (drift * (nowMs - startMs)) / HOUR);
}

function loseFeedItems(
  vtex: ReturnType<typeof newStore>,
  seed: number,
  { rates }: Weather,
  tally: Tally,
): void {
  const chance = chanceOf(seed, 'feed');
  const { listeners } = vtex.state;
  const at = listeners.indexOf(vtex.feed.take);
  listeners[at] = (event) => {
    if (chance.chance(rates['feed-lost'])) tally.count('feed-lost');
    else vtex.feed.take(event);
  };
}

/** What the hosts do by the clock; less often once the shop is closed. */
function clockwork(
  seed: number,
  host: Host,
  time: ReturnType<typeof virtualTime>,
  day: Day,
  weather: Weather,
): void {
  const chance = chanceOf(seed, 'clockwork');
  const every = (task: ClockTask, minutes: number, slower: number) => {
    const tick = () => {
      host.queue.byClock(task);
      time.after(minutes * MINUTE * (time.now() < day.closesMs ? 1 : slower), tick);
    };
    time.after(chance.int(minutes * MINUTE), tick);
  };
  host.queue.byClock('keep-listening');
  every('keep-listening', 60, 6);
  every('drain-feed', between(chance, 2, 14), 8);
  every('redispatch', between(chance, 2, 10), 12);
  every('sweep', between(chance, 20, 60), 5);
  every('reconcile', 6 * 60, 1);
  if (weather.rates.counted > 0 && chance.chance(0.5)) every('poll-erp', 60, 1);
}

/** Somebody looks now and then, and says yes to what is proposed. */
function people(
  seed: number,
  host: Host,
  store: ReturnType<typeof createMemoryStore>,
  truth: Truth,
  time: ReturnType<typeof virtualTime>,
  isRough: () => boolean,
  tell: (text: string) => void,
  count: (skuId: string, warehouseId: string) => void,
): void {
  const chance = chanceOf(seed, 'people');
  const look = async () => {
    for (const { skuId, warehouseId } of truth.positions()) {
      const plan = await store.currentPlan({ skuId, warehouseId });
      if (plan?.state !== 'proposed' || (isRough() && chance.chance(0.3))) continue;
      const decided = await approvePlan(host.calm, plan.planId, { who: 'ana', note: null });
      // Nothing to approve: she has the shelf counted.
      if (decided.kind === 'nothing-to-run') count(skuId, warehouseId);
      tell(
        `ana says yes to ${plan.planId} of ${skuId} in ${warehouseId}: ${plan.gate.kind} ${plan.gate.attentions.map(({ reason }) => reason).join(' ')} (${decided.kind})`,
      );
    }
  };
  const again = () => {
    void look();
    time.after(between(chance, 20, 60) * MINUTE, again);
  };
  time.after(HOUR, again);
}
