import type { Random } from '@holdfast/sandbox/random';
import type { PlaceOrder } from '@holdfast/sandbox/store/model/purchase';
import { between, chanceOf } from '../chance';
import type { Weather } from '../weather/weather';

export type Act =
  | { do: 'pay' }
  | { do: 'close-window' }
  | { do: 'handle' }
  | { do: 'cancel' }
  | { do: 'deny' }
  | { do: 'return' }
  /** The rest of the order, or so many units of each line. */
  | { do: 'force-cancel' }
  | { do: 'replace'; sharesLock: boolean }
  | { do: 'add-line'; line: PlannedLine }
  | { do: 'invoice'; units: number | 'rest' }
  | { do: 'change'; by: number; how: 'v1' | 'v2' | 'both' };

export type PlannedLine = PlaceOrder['lines'][number];

export interface OrderPlan {
  /** What the story calls it. */
  nth: number;
  atMs: number;
  lines: PlannedLine[];
  /** Null: as VTEX makes them. */
  orderId: string | null;
  /** An event that comes with it and names an order that nobody can read. */
  stranger: string | null;
  /** Each so long after the one before. */
  steps: { afterMs: number; act: Act }[];
}

/** What happens to the stock itself, at a moment. */
export interface StockDeed {
  atMs: number;
  do: 'foreign' | 'restock' | 'count';
  skuId: string;
  units: number;
}

export interface Day {
  startMs: number;
  /** When the shop closes; orders may take longer. */
  closesMs: number;
  stock: { skuId: string; warehouseId: string; quantity: number; leadTime: string }[];
  orders: OrderPlan[];
  deeds: StockDeed[];
}

export const SKUS = ['11', '12', '13', '14', '15'] as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY_BEGINS = Date.UTC(2026, 2, 2, 8, 0, 0);
/** Short and busy: more happens at once, and a seed costs less. */
const OPEN_FOR = 3 * HOUR;

/** A shop day, all of it drawn beforehand, so that a failing one can be told and made shorter. */
export function drawDay(seed: number, weather: Weather): Day {
  const chance = chanceOf(seed, 'day');
  const startMs = DAY_BEGINS;
  const closesMs = startMs + OPEN_FOR;
  const stock = SKUS.map((skuId) => ({
    skuId,
    warehouseId: 'main',
    quantity: between(chance, 8, 70),
    leadTime: chance.chance(0.5) ? '2.00:00:00' : '00:00:00',
  }));
  for (const one of [...stock])
    if (chance.chance(0.3)) stock.push({ ...one, warehouseId: 'north', quantity: between(chance, 3, 20) });
  const count = between(chance, 40, 60);
  const orders: OrderPlan[] = [];
  for (let nth = 1; nth <= count; nth += 1)
    orders.push(drawOrder(chance, weather, nth, startMs + chance.int(OPEN_FOR - HOUR / 2)));
  if (weather.rates.burst > 0) addBurst(chance, weather, orders, stock, startMs);
  handleTogether(seed, orders);
  orders.sort((a, b) => a.atMs - b.atMs || a.nth - b.nth);
  const deeds = drawDeeds(chance, weather, startMs);
  deeds.push(...recounts(seed, deeds));
  deeds.sort((a, b) => a.atMs - b.atMs);
  return { startMs, closesMs, stock, orders, deeds };
}

/** When the last thing of the day has happened, whatever became of it. Epoch ms. */
export function lastOf({ closesMs, orders, deeds }: Day): number {
  const ends = orders.map(({ atMs, steps }) => steps.reduce((sum, { afterMs }) => sum + afterMs, atMs));
  return Math.max(closesMs, ...ends, ...deeds.map(({ atMs }) => atMs));
}

const BATCH = 10 * MINUTE;

/**
 * In some shops handling begins for all that wait at once: acknowledgements lie within the guard gap of each other,
 * at times in the second of the read. Drawn apart, so that the other days stay as they were.
 */
function handleTogether(seed: number, orders: readonly OrderPlan[]): void {
  const chance = chanceOf(seed, 'handled-together');
  if (!chance.chance(0.2)) return;
  for (const { atMs, steps } of orders) {
    let dueMs = atMs;
    for (const step of steps) {
      dueMs += step.afterMs;
      if (step.act.do !== 'handle') continue;
      const batchMs = Math.ceil(dueMs / BATCH) * BATCH + chance.int(2_500);
      step.afterMs += batchMs - dueMs;
      dueMs = batchMs;
    }
  }
}

function addBurst(
  chance: Random,
  weather: Weather,
  orders: OrderPlan[],
  stock: Day['stock'],
  startMs: number,
) {
  const hot = stock[0];
  if (hot !== undefined) hot.quantity = 400;
  const atMs = startMs + HOUR + chance.int(HOUR);
  for (let nth = 1001; nth <= 1300; nth += 1)
    orders.push({
      ...drawOrder(chance, weather, nth, atMs + chance.int(MINUTE)),
      lines: [{ skuId: SKUS[0], quantity: 1, warehouseId: 'main' }],
    });
}

function drawOrder(chance: Random, weather: Weather, nth: number, atMs: number): OrderPlan {
  const { rates } = weather;
  const lines = chance.chance(0.2)
    ? [drawLine(chance, rates), drawLine(chance, rates)]
    : [drawLine(chance, rates)];
  const oddId = chance.pick([`FVG-SO ${nth}0001`, `SHP-#${nth}`, `MKP-${nth}/01`, `Ünï-${nth}`]) ?? '';
  return {
    nth,
    atMs,
    lines,
    orderId: chance.chance(rates['odd-id']) ? oddId : null,
    stranger: chance.chance(rates.strangers) ? `stranger-${nth}` : null,
    steps: drawSteps(chance, weather),
  };
}

function drawLine(chance: Random, rates: Weather['rates']): PlannedLine {
  // The first is the hot one.
  const skuId = chance.chance(0.4) ? SKUS[0] : (chance.pick(SKUS) ?? SKUS[0]);
  const quantity = between(chance, 1, 3);
  const warehouseId = chance.chance(0.85) ? 'main' : 'north';
  if (chance.chance(rates.kit)) {
    const kit = [
      { skuId, quantity: 1 },
      { skuId: SKUS[3], quantity: 2 },
    ];
    return { skuId: 'kit-90', quantity: 1, warehouseId: 'main', kit };
  }
  if (!chance.chance(rates.split)) return { skuId, quantity, warehouseId };
  const allocations = [
    { warehouseId: 'main', quantity },
    { warehouseId: 'north', quantity: 1 },
  ];
  return { skuId, quantity: quantity + 1, allocations };
}

function drawSteps(chance: Random, { rates }: Weather): OrderPlan['steps'] {
  const steps: OrderPlan['steps'] = [];
  const step = (least: number, most: number, act: Act) =>
    void steps.push({ afterMs: between(chance, least, most), act });
  const canceled = chance.chance(rates['order-canceled']);
  const at = canceled ? chance.int(4) : -1;
  const cancel = () => {
    step(MINUTE, 15 * MINUTE, { do: 'cancel' });
    if (chance.chance(0.2)) step(MINUTE, 8 * MINUTE, { do: 'deny' });
    step(0, 10 * MINUTE, { do: 'cancel' });
    step(MINUTE, 10 * MINUTE, { do: 'cancel' });
  };
  if (at === 0) cancel();
  step(2_000, 5 * MINUTE, { do: 'pay' });
  if (at === 1) cancel();
  step(10_000, 10 * MINUTE, { do: 'close-window' });
  if (at === 2) cancel();
  if (!chance.chance(rates['handling-skipped'])) step(1_000, 30 * MINUTE, { do: 'handle' });
  if (chance.chance(rates['order-changed']))
    step(1_000, 15 * MINUTE, {
      do: 'change',
      by: chance.chance(0.5) ? 1 : -1,
      how: chance.pick(['v1', 'v2', 'both'] as const) ?? 'v2',
    });
  if (chance.chance(rates['line-added']))
    step(1_000, 15 * MINUTE, {
      do: 'add-line',
      line: { skuId: chance.pick(SKUS) ?? SKUS[0], quantity: 1, warehouseId: 'main' },
    });
  if (chance.chance(rates['order-replaced'])) {
    // The successor has all before it; what the first order had left to come is the successor's.
    step(1_000, 15 * MINUTE, { do: 'replace', sharesLock: chance.chance(0.5) });
    step(2_000, 5 * MINUTE, { do: 'pay' });
    step(10_000, 10 * MINUTE, { do: 'close-window' });
    step(1_000, 30 * MINUTE, { do: 'handle' });
  }
  if (at === 3) cancel();
  if (chance.chance(rates['order-partly-invoiced'])) step(1_000, 20 * MINUTE, { do: 'invoice', units: 1 });
  const late = chance.chance(rates.straggler) ? between(chance, 20, 60) * HOUR : 0;
  step(5_000 + late, 60 * MINUTE + late, { do: 'invoice', units: 'rest' });
  if (chance.chance(rates['canceled-by-force'])) {
    const at = chance.int(steps.length + 1);
    steps.splice(at, 0, { afterMs: between(chance, 1_000, 20 * MINUTE), act: { do: 'force-cancel' } });
  }
  if (chance.chance(rates.returned)) step(10 * MINUTE, 5 * HOUR, { do: 'return' });
  return steps;
}

const EVERY: Record<Weather['foreignHabit'], number> = {
  'every-15-minutes': 15 * MINUTE,
  nightly: 4 * HOUR,
  'sends-available': HOUR,
  'after-invoice': Number.POSITIVE_INFINITY,
};

function drawDeeds(chance: Random, { rates, foreignHabit }: Weather, startMs: number): StockDeed[] {
  const deeds: StockDeed[] = [];
  if (rates['foreign-update'] > 0)
    for (let atMs = EVERY[foreignHabit]; atMs < 5 * HOUR; atMs += EVERY[foreignHabit])
      for (const skuId of SKUS)
        deeds.push({ atMs: startMs + atMs + chance.int(MINUTE), do: 'foreign', skuId, units: 0 });
  for (let hour = 0; hour < 4; hour += 1)
    for (const skuId of SKUS) {
      const atMs = startMs + hour * HOUR + chance.int(HOUR);
      if (chance.chance(rates.restock))
        deeds.push({ atMs, do: 'restock', skuId, units: between(chance, 1, 20) });
      if (chance.chance(rates.counted)) deeds.push({ atMs, do: 'count', skuId, units: 0 });
    }
  return deeds;
}

/** In some shops a shelf is counted once more within the minute, and that count may overtake the first. Drawn apart. */
function recounts(seed: number, deeds: readonly StockDeed[]): StockDeed[] {
  const chance = chanceOf(seed, 'counted-again');
  if (!chance.chance(0.3)) return [];
  return deeds
    .filter((deed) => deed.do !== 'foreign' && chance.chance(0.5))
    .map(({ atMs, skuId }) => ({ atMs: atMs + chance.int(MINUTE), do: 'count', skuId, units: 0 }));
}
