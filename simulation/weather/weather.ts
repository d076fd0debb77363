import { chanceOf } from '../chance';

/** What may go wrong, each with its rate: a share of the calls, orders or moments that it is drawn for. */
export const FAULTS = {
  'hook-lost': 'a notification is never sent',
  'hook-twice': 'a notification or feed item comes twice',
  'feed-lost': 'a feed item is lost',
  'hook-late': 'a notification waits up to ten minutes, and others overtake it',
  'rate-limited': 'VTEX answers 429',
  locked: 'VTEX answers 423 to an update',
  'failed-before': 'VTEX answers 500 or 503 and does nothing',
  'applied-though-500': 'VTEX does as asked and answers 500',
  'no-answer-before': 'a call never arrives',
  'no-answer-after': 'a call is carried out and its answer never arrives',
  'late-effect': 'a write is carried out after its caller has given it up',
  'stale-answer': 'an answer is on its way for seconds, and the store moves on',
  'no-date': 'an answer comes without its Date header',
  'shifting-pages': 'the list of reservations moves between two pages',
  'clock-skew': "VTEX's clock is off ours, and drifts",
  'process-death': 'a process dies before or after a call of a port',
  'locks-lost': 'a process loses the connection that holds its locks, and goes on',
  'store-failure': 'our database refuses a step, or takes it and says it did not',
  'erp-down': 'the ERP refuses connections for a while',
  'erp-failure': 'the ERP answers 500 to a message',
  'erp-twice': 'the ERP takes a message, and its answer is lost',
  'erp-refuses-sku': 'the ERP takes nothing about one SKU',
  'order-changed': 'the quantity of a line is changed in handling',
  'order-partly-invoiced': 'an order is invoiced in parts',
  'order-canceled': 'an order is canceled, at any stage',
  'canceled-by-force': 'an order is canceled whatever its stage, sent in part or in whole',
  'order-replaced': 'a shopper edits an order: a successor takes its place, sometimes under the same lock',
  'line-added': 'a line is added to an order in handling',
  'invoice-without-items': 'an invoice names no items',
  kit: 'a line is a kit: its parts are reserved',
  split: 'a line comes from two warehouses',
  'odd-id': "an order's id is another system's",
  strangers: 'an event names an order that nobody can read',
  'odd-platform': 'VTEX is one of the ways that its documents leave open, or a known issue describes',
  'handling-skipped': 'an order is invoiced without starting handling',
  returned: 'an order is returned after its invoice',
  straggler: 'an order is sent days later',
  restock: 'goods arrive, and the ERP counts',
  counted: 'somebody counts a shelf, rightly',
  'foreign-update': "somebody else writes VTEX's stock",
  'no-watermark': 'the platform releases whatever the date says, from the start or from one moment on',
  burst: 'one SKU is bought hundreds of times in a minute',
} as const;
export type Fault = keyof typeof FAULTS;

export interface Weather {
  rates: Record<Fault, number>;
  /** How the other system writes, where there is one. */
  foreignHabit: 'nightly' | 'every-15-minutes' | 'after-invoice' | 'sends-available';
  /** Share of the day that has passed when the platform stops to honour the watermark; 0: it never did. */
  watermarkEndsAt: number;
  mode: 'execute' | 'recommend';
  processes: number;
}

/** Rates that a fault may have, and how likely a seed has it at all. */
const USUAL: Record<Fault, { likely: number; rates: readonly number[] }> = {
  'hook-lost': { likely: 0.5, rates: [0.02, 0.1, 0.5, 1] },
  'hook-twice': { likely: 0.5, rates: [0.05, 0.3] },
  'feed-lost': { likely: 0.3, rates: [0.02, 0.3] },
  'hook-late': { likely: 0.5, rates: [0.1, 0.5, 1] },
  'rate-limited': { likely: 0.3, rates: [0.005, 0.03] },
  locked: { likely: 0.4, rates: [0.05, 0.3] },
  'failed-before': { likely: 0.4, rates: [0.01, 0.05, 0.15] },
  'applied-though-500': { likely: 0.4, rates: [0.05, 0.3] },
  'no-answer-before': { likely: 0.4, rates: [0.01, 0.05] },
  'no-answer-after': { likely: 0.4, rates: [0.02, 0.2] },
  'late-effect': { likely: 0.4, rates: [0.05, 0.3] },
  'stale-answer': { likely: 0.5, rates: [0.02, 0.1, 0.3] },
  'no-date': { likely: 0.2, rates: [0.05, 0.5] },
  'shifting-pages': { likely: 0.3, rates: [1] },
  'clock-skew': { likely: 0.4, rates: [0.2, 2, 30, 600] },
  'process-death': { likely: 0.5, rates: [0.001, 0.005, 0.02] },
  'locks-lost': { likely: 0.3, rates: [0.001, 0.01] },
  'store-failure': { likely: 0.4, rates: [0.002, 0.01] },
  'erp-down': { likely: 0.3, rates: [0.1, 0.4] },
  'erp-failure': { likely: 0.3, rates: [0.02, 0.2] },
  'erp-twice': { likely: 0.4, rates: [0.05, 0.3] },
  'erp-refuses-sku': { likely: 0.05, rates: [1] },
  'order-changed': { likely: 0.3, rates: [0.05, 0.2] },
  'order-partly-invoiced': { likely: 0.5, rates: [0.1, 0.4] },
  'order-canceled': { likely: 0.7, rates: [0.05, 0.25] },
  'canceled-by-force': { likely: 0.15, rates: [0.05] },
  'order-replaced': { likely: 0.15, rates: [0.05] },
  'line-added': { likely: 0.2, rates: [0.05] },
  'invoice-without-items': { likely: 0.2, rates: [0.1, 1] },
  kit: { likely: 0.3, rates: [0.1] },
  split: { likely: 0.4, rates: [0.15] },
  'odd-id': { likely: 0.2, rates: [0.3] },
  strangers: { likely: 0.2, rates: [0.1] },
  'odd-platform': { likely: 0.3, rates: [1] },
  'handling-skipped': { likely: 0.2, rates: [0.05] },
  returned: { likely: 0.3, rates: [0.1] },
  straggler: { likely: 0.08, rates: [0.05] },
  restock: { likely: 0.3, rates: [0.1] },
  counted: { likely: 0.3, rates: [0.1] },
  'foreign-update': { likely: 0.2, rates: [1] },
  'no-watermark': { likely: 0.06, rates: [1] },
  burst: { likely: 0.005, rates: [1] },
};

export const ratesOf = (fault: Fault): readonly number[] => USUAL[fault].rates;

/** What Holdfast does not withstand yet (docs/trust.md says why, and on which days); drawn only when asked for. */
export const NOT_WITHSTOOD_YET: readonly Fault[] = ['order-changed', 'line-added', 'kit'];

/** `all`: with the faults that are known to break something. */
export function drawWeather(seed: number, all = false): Weather {
  const weather = drawAll(seed);
  return all ? weather : NOT_WITHSTOOD_YET.reduce(without, weather);
}

function drawAll(seed: number): Weather {
  const chance = chanceOf(seed, 'weather');
  const isCalm = chance.chance(0.05);
  const rateOf = (fault: Fault) => {
    const { likely, rates } = USUAL[fault];
    const rate = rates[chance.int(rates.length)] ?? 0;
    return chance.chance(likely) && !isCalm ? rate : 0;
  };
  const faults = Object.keys(FAULTS) as Fault[];
  return {
    rates: Object.fromEntries(faults.map((fault) => [fault, rateOf(fault)])) as Weather['rates'],
    foreignHabit:
      chance.pick(['nightly', 'every-15-minutes', 'after-invoice', 'sends-available'] as const) ?? 'nightly',
    watermarkEndsAt: chance.chance(0.5) ? 0 : chance.next(),
    mode: chance.chance(0.75) ? 'execute' : 'recommend',
    processes: chance.chance(0.6) ? 2 : 1,
  };
}

export const without = (weather: Weather, fault: Fault): Weather => ({
  ...weather,
  rates: { ...weather.rates, [fault]: 0 },
});

export const presentIn = (weather: Weather): Fault[] =>
  (Object.keys(FAULTS) as Fault[]).filter((fault) => weather.rates[fault] > 0);

/**
 * For what looks a rate up at every call. An object with forty fields has a shape of its own each day, and code that
 * was compiled for the one of yesterday would be compiled again.
 */
export const ratesByFault = ({ rates }: Weather): ReadonlyMap<Fault, number> =>
  new Map(Object.entries(rates) as [Fault, number][]);
