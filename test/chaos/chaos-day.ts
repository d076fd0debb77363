import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '@holdfast/sandbox/start-sandbox';
import { createPool } from '@holdfast/server/postgres/pool';
import { Tally } from '../../simulation/weather/tally';
import type { Weather } from '../../simulation/weather/weather';
import { atEnd, endAll } from '../flows/at-end';
import { until } from '../flows/until';
import { drawBlows, type Struck, strike } from './blows';
import { openChaosShop } from './chaos-shop';
import { type ChaosWorld, startChaosWorld } from './chaos-world';
import { untilQuiet } from './until-quiet';
import { untilReady } from './until-ready';
import { type Told, Violations } from './violations';
import { weatherOfChaos } from './weather-of-chaos';

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
  /** Gets a line for each round, as it begins. */
  say(text: string): void;
}

interface Living extends ChaosDayOptions {
  world: ChaosWorld;
  weather: Weather;
  violations: Violations;
  tally: Tally;
}

/** Lives one shop day with a blow in each of its rounds, and judges it as the simulation does. */
export async function liveChaosDay(options: ChaosDayOptions): Promise<ChaosDay> {
  const { seed } = options;
  const violations = new Violations();
  const tally = new Tally();
  const weather = weatherOfChaos(seed);
  try {
    const world = await startChaosWorld({ seed, weather, tally, violations });
    const living: Living = { ...options, world, weather, violations, tally };
    await live(living).catch((error: unknown) => {
      violations.violate({ rule: 'exception', message: String((error as Error).stack) });
    });
    for (const told of world.judge.violations) violations.violate(told);
    judgeTheWhole(world.sandbox, violations, tally);
    const { notifications, database } = world;
    tally.count('notifications sent', notifications.sent());
    tally.count('notifications answered 200', notifications.taken.length);
    if (database.disk === null) tally.count('days without a disk to fill');
    const printed = Object.fromEntries(hostsOf(world).map((host) => [host.name, host.printed()]));
    return {
      violations: violations.found,
      tally,
      story: violations.story,
      printed: { ...printed, database: database.log() },
    };
  } finally {
    await endAll();
  }
}

/** Ends early when something does not get up again: it has nothing more to be judged by. */
async function live(living: Living): Promise<void> {
  const { world, seed, weather, tally, violations } = living;
  if (!(await isReady(living))) return;
  await until('the hook is registered', () => world.sandbox.store.hook.config() !== null);
  const shop = openChaosShop({ world, seed, weather, tally, tell: violations.tell });
  if (await strikeAndSell(living, shop.isOpen)) await comeToRest(living);
}

const hostsOf = ({ server, second, worker }: ChaosWorld) => [server, second, worker];

async function isReady({ world, violations, tally }: Living): Promise<boolean> {
  const beganMs = Date.now();
  const why = await untilReady(hostsOf(world));
  tally.longestOf('until everything was ready again, seconds', Math.round((Date.now() - beganMs) / 1_000));
  if (why !== null) violations.violate({ rule: 'not-ready-again', message: why });
  return why === null;
}

/** False: it is not ready any more. */
async function strikeAndSell(living: Living, isOpen: () => boolean): Promise<boolean> {
  const { world, rounds, untilMs, tally, violations, say } = living;
  for (let round = 1; round <= rounds && isOpen() && Date.now() < untilMs; round += 1) {
    await somethingHappens(world);
    const blows = drawBlows(world.random);
    tally.count('rounds');
    const told = `round ${round}: ${blows.join(', and ')}`;
    say(told);
    violations.tell(told.toUpperCase());
    await Promise.all(blows.map((blow) => strike(blow, world, tally)));
    // The next one may come while this one is not over.
    if (world.random.chance(0.75) && !(await isReady(living))) return false;
  }
  while (isOpen()) await pause(250);
  return isReady(living);
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

async function comeToRest({ world, violations, tally }: Living): Promise<void> {
  const databaseUrl = world.database.url;
  const pool = createPool({ databaseUrl, applicationName: 'holdfast judge' });
  atEnd(() => pool.end());
  const beganMs = Date.now();
  for (const told of await untilQuiet({ world, pool, databaseUrl, tally })) violations.violate(told);
  tally.longestOf('until the books were right, seconds', Math.round((Date.now() - beganMs) / 1_000));
  for (const host of hostsOf(world)) {
    const code = await host.stop();
    if (code === 0) continue;
    violations.violate({
      rule: 'does-not-stop',
      message: `asked to end, the ${host.name} ended with ${code}`,
    });
  }
}

/** What holds at any time, by the sandbox's own books. */
function judgeTheWhole({ store, erp }: Sandbox, violations: Violations, tally: Tally): void {
  const { oversoldUnits, openDiscardedUnits, shippedWithoutStock } = store.model.oracle();
  tally.count('units lost', oversoldUnits + openDiscardedUnits);
  for (const [rule, units] of Object.entries({ oversoldUnits, openDiscardedUnits, shippedWithoutStock }))
    if (units > 0) violations.violate({ rule, message: `${units} units` });
  for (const message of erp.books.violations()) violations.violate({ rule: 'erp-contract', message });
  for (const { reason, count } of erp.books.refused())
    violations.violate({ rule: 'erp-refused', message: `${reason}: ${count} times` });
}
