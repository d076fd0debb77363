import { ledgerErp } from './erp/ledger-erp';
import { startClockwork } from './host/clockwork';
import type { OpenDatabase } from './host/database';
import { Host } from './host/host';
import { Judge, type Violation } from './judge/judge';
import { ErpJudge } from './judge/judge-erp';
import { judgeQuiet } from './judge/judge-quiet';
import { judgedArrivals } from './judge/judged-arrivals';
import { employBlindWriters } from './shop/blind-writers';
import { countShelves } from './shop/count-shelves';
import { type Day, drawDay, lastOf } from './shop/day';
import { openShop } from './shop/open-shop';
import { employPeople } from './shop/people';
import { Truth } from './shop/truth';
import { openMemoryDatabase } from './stores/memory/memory-database';
import { RealWork } from './time/real-work';
import { virtualTime } from './time/virtual-time';
import { Trace } from './trace';
import { inProcessStore } from './vtex/in-process-store';
import { openVtex } from './vtex/open-vtex';
import { roughTransport } from './vtex/rough-transport';
import { countDrawn } from './weather/count-faults';
import { Tally } from './weather/tally';
import { drawWeather, type Weather } from './weather/weather';
import { withLog } from './with-log';

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
  /** In memory unless told otherwise. */
  openDatabase?: OpenDatabase;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const OPENS_AFTER_MS = 2 * MINUTE;
/** Waits grow up to four hours, and an order nobody told us of is looked at after six. */
const QUIET_MS = 16 * HOUR;

/** Lives one day of a shop with everything that may go wrong in it, and judges it. */
export async function runSeed(seed: number, options: SeedOptions = {}): Promise<SeedRun> {
  const weather = options.weather ?? drawWeather(seed);
  const day = options.day ?? drawDay(seed, weather);
  const tally = new Tally();
  const work = new RealWork();
  const time = virtualTime(day.startMs - OPENS_AFTER_MS, () => work.rest());
  const trace = new Trace(time.now, options.tells ?? false);
  const roughUntilMs = lastOf(day) + 10 * MINUTE;
  const chances = {
    seed,
    time,
    weather,
    tally,
    isRough: () => time.now() < roughUntilMs,
    trace: (text: string) => trace.add(text),
  };
  countDrawn(day, weather, tally);

  const { vtex, model } = openVtex({
    ...chances,
    startMs: day.startMs,
    hook: (headers, body) => host.hook(headers, body),
  });
  const truth = new Truth(vtex.state);
  const meddled = new Map<string, number>();
  const judge = new Judge({ ...chances, truth, meddled, now: time.now, steps: time.steps });
  const erpJudge = new ErpJudge(truth, judge);
  const takenAtMs = new Map<string, number>();
  const database = await (options.openDatabase ?? openMemoryDatabase)({ ...chances, account: 'acme', work });
  const host = new Host({
    ...chances,
    database,
    transport: roughTransport({
      ...chances,
      arrive: judgedArrivals(judge, truth, inProcessStore(vtex, model)),
    }),
    connector: ledgerErp({ ...chances, truth, taken: (delivery) => erpJudge.taken(delivery) }),
    taken: (orderId) => void takenAtMs.set(orderId, time.now()),
    bug: (error, where) => judge.violate('exception', `${where}: ${told(error)}`),
  });
  const counted = countShelves({ seed, host, time });
  openShop({
    ...chances,
    day,
    model,
    truth,
    counted,
    meddled: ({ skuId, warehouseId }) => void meddled.set(`${skuId}/${warehouseId}`, time.now()),
  });
  employBlindWriters({ ...chances, day, host, truth, counted, untilMs: roughUntilMs });
  startClockwork({ ...chances, host, day });
  // Its list moves as a busy store's does, and nobody buys any more.
  if (weather.rates['shifting-pages'] > 0)
    time.after(roughUntilMs - time.now(), () => {
      model.platform.reservationOrder = 'oldest-first';
    });
  employPeople({ ...chances, host, truth, counted, store: database.store });

  const endMs = roughUntilMs + QUIET_MS;
  await time.runUntil(endMs);
  await judgeQuiet({
    judge,
    erp: erpJudge,
    truth,
    store: database.store,
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
  const story = options.tells ? withLog(trace.lines, await database.log()) : [];
  await database.end();
  return { seed, violations: judge.violations, digest: trace.digest(), tally, story };
}

const told = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
