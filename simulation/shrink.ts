import type { OpenDatabase } from './host/database';
import type { Rule } from './judge/judge';
import { runSeed } from './run-seed';
import type { Day } from './shop/day';
import { presentIn, type Weather, without } from './weather/weather';

export interface Failing {
  seed: number;
  weather: Weather;
  day: Day;
  openDatabase?: OpenDatabase;
  /** What it must go on to violate. */
  rule: Rule;
}

/** The same failure with as little around it as may be: faults are left out, then orders, then deeds. */
export async function shrink(failing: Failing, tries = 250): Promise<Failing> {
  let smallest = failing;
  let left = tries;
  const stillFails = async (smaller: Failing): Promise<boolean> => {
    if (left <= 0) return false;
    left -= 1;
    const run = await runSeed(smaller.seed, smaller);
    if (!run.violations.some(({ rule }) => rule === failing.rule)) return false;
    smallest = smaller;
    return true;
  };
  for (const fault of presentIn(failing.weather))
    await stillFails({ ...smallest, weather: without(smallest.weather, fault) });
  await stillFails({ ...smallest, weather: { ...smallest.weather, processes: 1 } });
  await shrinkList(
    () => smallest.day.orders,
    (orders) => stillFails({ ...smallest, day: { ...smallest.day, orders } }),
  );
  await shrinkList(
    () => smallest.day.deeds,
    (deeds) => stillFails({ ...smallest, day: { ...smallest.day, deeds } }),
  );
  return smallest;
}

/** Leaves out half of a list, then quarters, down to single ones. */
async function shrinkList<T>(
  current: () => T[],
  stillFails: (fewer: T[]) => Promise<boolean>,
): Promise<void> {
  for (let size = Math.ceil(current().length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < current().length; ) {
      const list = current();
      const isShorter = await stillFails([...list.slice(0, at), ...list.slice(at + size)]);
      if (!isShorter) at += size;
    }
}
