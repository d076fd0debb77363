import type { OpenDatabase } from '../host/database';
import { runSeed, type SeedRun } from '../run-seed';
import { drawDay } from '../shop/day';
import { shorterDay } from '../shop/shorter-day';
import { drawWeather, type Fault, type Weather, without } from '../weather/weather';
import { inOrderOfKeys } from './in-order-of-keys';
import { inTurns } from './in-turns';
import { openMemoryDatabase } from './memory/memory-database';
import { oneAtATime } from './turns';

const OF_THE_STORE: readonly Fault[] = ['store-failure', 'process-death', 'locks-lost'];
/** The first days, from one on, on which something of the store may go wrong. */
export function daysThatAreRoughOnTheStore(first: number, count: number): number[] {
  const days: number[] = [];
  for (let seed = first; days.length < count; seed += 1)
    if (OF_THE_STORE.some((fault) => drawWeather(seed).rates[fault] > 0)) days.push(seed);
  return days;
}

/** The first orders of a day, with everything that may go wrong in it. */
export function liveShortly(seed: number, orders: number, openDatabase: OpenDatabase): Promise<SeedRun> {
  return liveIn(drawWeather(seed), seed, orders, openDatabase);
}

/** The traces of a day's first orders in memory and on another store, where nothing of the store goes wrong. */
export async function bothTraces(
  seed: number,
  orders: number,
  openDatabase: OpenDatabase,
): Promise<[string, string]> {
  const weather = OF_THE_STORE.reduce(without, drawWeather(seed));
  const traceOn = async (open: OpenDatabase) =>
    (await liveIn(weather, seed, orders, inTurns(inOrderOfKeys(open), oneAtATime))).digest;
  return [await traceOn(openMemoryDatabase), await traceOn(openDatabase)];
}

function liveIn(
  weather: Weather,
  seed: number,
  orders: number,
  openDatabase: OpenDatabase,
): Promise<SeedRun> {
  return runSeed(seed, { weather, day: shorterDay(drawDay(seed, weather), orders), openDatabase });
}
