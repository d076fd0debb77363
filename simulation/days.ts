import { DAYS_NOT_WITHSTOOD_YET } from './days-not-withstood-yet';
import { runSeed } from './run-seed';

/** Fixed days for the tests, in lots: the lots run beside each other. */
export const FIRST_LOT = daysFrom(1, 100);
export const SECOND_LOT = daysFrom(101, 200);

function daysFrom(first: number, last: number): number[] {
  const days = Array.from({ length: last - first + 1 }, (_, nth) => first + nth);
  return days.filter((seed) => !(seed in DAYS_NOT_WITHSTOOD_YET));
}

/** What was violated on that day, told as a story would name it. */
export async function violationsOn(seed: number): Promise<string[]> {
  const { violations } = await runSeed(seed);
  return violations.map(({ rule, message }) => `${rule}: ${message}`);
}
