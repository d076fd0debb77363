import type { Day } from './day';

const MINUTE = 60_000;

/** When the last thing of the day has happened, whatever became of it. Epoch ms. */
export function restBeginsMs({ closesMs, orders, deeds }: Day): number {
  const ends = orders.map(({ atMs, steps }) => steps.reduce((sum, { afterMs }) => sum + afterMs, atMs));
  return Math.max(closesMs, ...ends, ...deeds.map(({ atMs }) => atMs)) + 10 * MINUTE;
}
