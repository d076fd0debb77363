import type { Day, OrderPlan } from '../shop/day';
import type { Tally } from './tally';
import { type Fault, presentIn, type Weather } from './weather';

/** The name under which a run counts the days that had a fault, by its rate. */
export const dayWith = (fault: Fault, rate: number) => `days with ${fault} at ${rate}`;

const LONG_MS = 10 * 3_600_000;

const does = (what: OrderPlan['steps'][number]['act']['do']) => (order: OrderPlan) =>
  order.steps.some(({ act }) => act.do === what);

/** Faults that lie in what an order is or goes through. */
const OF_ORDERS: Partial<Record<Fault, (order: OrderPlan) => boolean>> = {
  'order-changed': does('change'),
  'order-canceled': does('cancel'),
  'canceled-by-force': does('force-cancel'),
  'order-replaced': does('replace'),
  'line-added': does('add-line'),
  returned: does('return'),
  'order-partly-invoiced': ({ steps }) =>
    steps.some(({ act }) => act.do === 'invoice' && act.units !== 'rest'),
  'handling-skipped': (order) => !does('handle')(order),
  kit: ({ lines }) => lines.some(({ kit }) => kit !== undefined),
  split: ({ lines }) => lines.some(({ allocations }) => allocations !== undefined),
  'odd-id': ({ orderId }) => orderId !== null,
  straggler: ({ steps }) => steps.some(({ afterMs }) => afterMs > LONG_MS),
  burst: ({ nth }) => nth > 1_000,
};

/** Counts what a day was drawn with: its faults with their rates, and the orders and the platform that have them. */
export function countDrawn(day: Day, weather: Weather, tally: Tally): void {
  for (const fault of presentIn(weather)) tally.count(dayWith(fault, weather.rates[fault]));
  for (const [fault, has] of Object.entries(OF_ORDERS)) {
    const many = day.orders.filter(has).length;
    if (many > 0) tally.count(fault, many);
  }
  if (weather.rates['odd-platform'] > 0) tally.count('odd-platform');
  if (weather.rates['clock-skew'] > 0) tally.count('clock-skew');
}

const LATE_MS = 60_000;

/** Counts notifications that arrive late, and those that come again although they were answered with 200. */
export function countArrivals(tally: Tally, now: () => number) {
  const taken = new Set<string>();
  return {
    arrives(body: unknown): void {
      const { CurrentChange: at } = body as { CurrentChange?: string };
      if (taken.has(JSON.stringify(body))) tally.count('hook-twice');
      else if (at !== undefined && now() - Date.parse(at) > LATE_MS) tally.count('hook-late');
    },
    answered(body: unknown, status: number | null): void {
      if (status === 200) taken.add(JSON.stringify(body));
    },
  };
}
