import type { Day } from './day';

const MINUTE = 60_000;

/** Only the first orders of a day, and what happens meanwhile: for stores that take their time. */
export function shorterDay(day: Day, orders: number): Day {
  const first = day.orders.slice(0, orders);
  const closesMs = Math.min(day.closesMs, (first.at(-1)?.atMs ?? day.startMs) + 30 * MINUTE);
  return { ...day, closesMs, orders: first, deeds: day.deeds.filter(({ atMs }) => atMs <= closesMs) };
}
