import { setTimeout as pause } from 'node:timers/promises';
import type { Time } from '@holdfast/sandbox/time';
import { type Day, drawDay, lastOf } from '../../simulation/shop/day';
import { openShop } from '../../simulation/shop/open-shop';
import type { Tally } from '../../simulation/weather/tally';
import type { Weather } from '../../simulation/weather/weather';
import { sendCount } from '../flows/send-count';
import type { ChaosWorld } from './chaos-world';
import { fastTime } from './fast-time';

/** An hour of the shop takes half a minute of ours: orders overlap, and a blow meets something of most of them. */
const SPEED = 120;
const MINUTE = 60_000;
const COUNT_SENT_FOR_MS = 2 * MINUTE;

export interface ChaosShop {
  isOpen(): boolean;
}

export interface ChaosShopOptions {
  world: ChaosWorld;
  seed: number;
  weather: Weather;
  tally: Tally;
  tell(text: string): void;
}

/** The day that the simulation draws from this seed, on a clock that runs fast. */
export function openChaosShop({ world, seed, weather, tally, tell }: ChaosShopOptions): ChaosShop {
  const { truth, meddled, port, sandbox } = world;
  const day = withEveryShelf(drawDay(seed, weather));
  const time: Time = fastTime(day.startMs, SPEED);
  openShop({
    day,
    weather,
    time,
    model: sandbox.store.model,
    truth,
    tally,
    trace: tell,
    counted({ skuId, warehouseId }, onHand) {
      const countedAt = new Date().toISOString();
      const reference = `${countedAt}/${skuId}/${warehouseId}`;
      void untilCounted(port, skuId, { onHand, countedAt, reference, warehouseId });
    },
    meddled: ({ skuId, warehouseId }) => void meddled.set(`${skuId}/${warehouseId}`, Date.now()),
  });
  const closesMs = lastOf(day) + 2 * MINUTE;
  return { isOpen: () => time.now() < closesMs };
}

/** The sandbox sells from a position that it has never heard of; from an empty one it does not. */
function withEveryShelf(day: Day): Day {
  const north = new Set(day.stock.filter((one) => one.warehouseId === 'north').map(({ skuId }) => skuId));
  const missing = day.stock.filter(({ skuId }) => !north.has(skuId));
  const empty = missing.map((one) => ({ ...one, warehouseId: 'north', quantity: 0 }));
  return { ...day, stock: [...day.stock, ...empty] };
}

/** An ERP sends its count until it has an answer; 4xx is one too. */
async function untilCounted(
  port: number,
  skuId: string,
  count: Parameters<typeof sendCount>[2],
): Promise<void> {
  const url = `http://127.0.0.1:${port}`;
  for (const untilMs = Date.now() + COUNT_SENT_FOR_MS; Date.now() < untilMs; ) {
    const answer = await sendCount({ url }, skuId, count).catch(() => null);
    if (answer !== null && answer.status < 500) return;
    await pause(1_000);
  }
}
