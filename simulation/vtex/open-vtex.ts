import { newStore, type Store } from '@holdfast/sandbox/store/store';
import { type StoreModel, storeModel } from '@holdfast/sandbox/store/store-model';
import { chanceOf } from '../chance';
import type { VirtualTime } from '../time/virtual-time';
import { countArrivals } from '../weather/count-faults';
import type { Tally } from '../weather/tally';
import type { Weather } from '../weather/weather';
import { platformOf } from './platform';
import { skewedClock } from './skewed-clock';

export interface VtexOf {
  seed: number;
  time: VirtualTime;
  weather: Weather;
  tally: Tally;
  /** When the shop opens. Epoch ms. */
  startMs: number;
  /** Our hook is called; null: nobody answers. */
  hook(headers: Record<string, string>, body: unknown): Promise<number | null>;
}

const MINUTE = 60_000;

/** The sandbox's model of VTEX, with this day's clock, and with notifications and feed items that come late, twice or never. */
export function openVtex({ seed, time, weather, tally, startMs, hook }: VtexOf): {
  vtex: Store;
  model: StoreModel;
} {
  const now = skewedClock(seed, weather, startMs, time.now);
  const arrivals = countArrivals(tally, now);
  const { rates } = weather;
  const vtex = newStore({
    accountName: 'acme',
    appKey: 'key',
    seed,
    time: { now, after: time.after },
    platform: platformOf(seed, weather),
    hookDelivery: {
      drops: rates['hook-lost'],
      duplicates: rates['hook-twice'],
      delayMs: 100,
      reorderMs: chanceOf(seed, 'late').chance(rates['hook-late']) ? 10 * MINUTE : 2_000,
    },
    post: async (_url, headers, body) => {
      await time.sleep(50);
      arrivals.arrives(body);
      const status = await hook(headers, body);
      arrivals.answered(body, status);
      return status;
    },
  });
  loseFeedItems(vtex, seed, weather, tally);
  const model = storeModel(vtex);
  model.addWarehouse('main');
  model.addWarehouse('north');
  return { vtex, model };
}

function loseFeedItems(vtex: Store, seed: number, { rates }: Weather, tally: Tally): void {
  const chance = chanceOf(seed, 'feed');
  const lost = rates['feed-lost'];
  const { listeners } = vtex.state;
  const at = listeners.indexOf(vtex.feed.take);
  listeners[at] = (event) => {
    if (chance.chance(lost)) tally.count('feed-lost');
    else vtex.feed.take(event);
  };
}
