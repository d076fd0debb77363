import { type Random, seededRandom } from '../random';
import { realTime, type Time } from '../time';
import { DEFAULT_HOOK_DELIVERY, type HookDelivery } from './hook/hook-delivery';
import { type HookSender, newHookSender, type Post } from './hook/hook-sender';
import { postJson } from './hook/post';
import { type Feed, newFeed } from './model/feed';
import { tickingClock } from './model/instant';
import { DEFAULT_PLATFORM, type Platform } from './model/platform';
import { ensurePosition, type StoreState, type Warehouse } from './model/state';

export interface StoreOptions {
  accountName: string;
  appKey: string;
  seed: number;
  time?: Time;
  post?: Post;
  platform?: Partial<Platform>;
  hookDelivery?: Partial<HookDelivery>;
  /** Finished orders kept readable; older ones are forgotten. */
  keepFinishedOrders?: number;
}

export interface StockedPosition {
  skuId: string;
  warehouseId: string;
  quantity: number;
  leadTime?: string;
  unlimited?: boolean;
}

/** The model with everything that watches it. */
export interface Store {
  state: StoreState;
  platform: Platform;
  feed: Feed;
  hook: HookSender;
  hookDelivery: HookDelivery;
  time: Time;
  random: Random;
}

export function newStore(options: StoreOptions): Store {
  const time = options.time ?? realTime;
  const stream = (which: number) => seededRandom(options.seed * 31 + which);
  const platform = { ...DEFAULT_PLATFORM, ...options.platform };
  const hookDelivery = { ...DEFAULT_HOOK_DELIVERY, ...options.hookDelivery };
  const now = skewed(time, platform);
  const state: StoreState = {
    accountName: options.accountName,
    platform,
    now,
    clock: tickingClock(now, stream(1)),
    random: stream(2),
    warehouses: new Map(),
    positions: new Map(),
    orders: new Map(),
    locks: new Map(),
    nextSequence: 500_001,
    keepFinishedOrders: options.keepFinishedOrders ?? 5000,
    finished: new Set(),
    retiredOrders: 0,
    listeners: [],
  };
  const origin = { Account: options.accountName, Key: options.appKey };
  const post = options.post ?? postJson;
  const hook = newHookSender({ time, random: stream(3), post, origin, delivery: hookDelivery });
  const feed = newFeed(now, stream(4), () => hookDelivery.duplicates);
  state.listeners.push(feed.take, hook.take);
  return { state, platform, feed, hook, hookDelivery, time, random: stream(5) };
}

/** The store's own clock: the true time with the skew and drift that the platform is told to have. */
function skewed(time: Time, platform: Platform): () => number {
  const startMs = time.now();
  return () => {
    const drift = ((time.now() - startMs) / 3_600_000) * platform.clockDriftMsPerHour;
    return time.now() + platform.clockSkewMs + Math.round(drift);
  };
}

export function addWarehouse(state: StoreState, warehouse: Warehouse): void {
  state.warehouses.set(warehouse.id, warehouse);
}

/** Opens a position: as many units on the shelf as the total says. */
export function stock(state: StoreState, stocked: StockedPosition): void {
  const position = ensurePosition(state, stocked.skuId, stocked.warehouseId);
  position.total = stocked.unlimited ? 1_000_000 : stocked.quantity;
  position.physical = stocked.quantity;
  position.unlimited = stocked.unlimited ?? false;
  position.leadTime = stocked.leadTime ?? '00:00:00';
}
