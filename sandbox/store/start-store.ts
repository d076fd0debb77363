import type { Server } from 'node:http';
import { type Listening, listen } from '../listen';
import type { Time } from '../time';
import type { HookDelivery } from './hook/hook-delivery';
import type { HookSender, Post } from './hook/hook-sender';
import type { StoreKey, StoreWire } from './http/call';
import { type Counters, newCounters } from './http/counters';
import { type Faults, newFaults } from './http/faults';
import { storeApp } from './http/store-app';
import type { StatusEvent } from './model/order';
import type { Platform } from './model/platform';
import type { StoreState } from './model/state';
import { newStore } from './store';
import { type StoreModel, storeModel } from './store-model';

export interface StartStoreOptions {
  port: number;
  accountName: string;
  appKey: string;
  appToken: string;
  seed: number;
  time: Time;
  platform?: Partial<Platform>;
  hookDelivery?: Partial<HookDelivery>;
  keepFinishedOrders?: number;
  post?: Post;
  onUpdate?: StoreWire['onUpdate'];
}

export interface RunningStore {
  url: string;
  accountName: string;
  appKey: string;
  appToken: string;
  /** A key of the store that may look at everything Holdfast looks at, and change no stock. */
  viewer: StoreKey;
  model: StoreModel;
  /** What the model holds, for whoever judges by it: to be read only. */
  state: StoreState;
  faults: Faults;
  counters: Counters;
  hook: HookSender;
  hookDelivery: HookDelivery;
  /** Tells each change of an order's status; the answer ends it. */
  watch(listener: (event: StatusEvent) => void): () => void;
  server: Server;
  stop(): Promise<void>;
}

/** A VTEX store on loopback. Two warehouses (`main`, `north`) and no stock: whoever starts it fills it. */
export async function startStore(options: StartStoreOptions): Promise<RunningStore> {
  const store = newStore(options);
  const model = storeModel(store);
  model.addWarehouse('main', 'Main warehouse');
  model.addWarehouse('north', 'North warehouse');
  const faults = newFaults(store.random);
  const counters = newCounters();
  const viewer: StoreKey = {
    appKey: `vtexappkey-${options.accountName}-VIEWER`,
    appToken: `${options.appToken}-VIEWER`,
    resources: ['OMSViewer', 'ListOrders', 'FeedHookV3Admin', 'LogisticsViewer'],
  };
  const keys = [{ appKey: options.appKey, appToken: options.appToken, resources: null }, viewer];
  const app = storeApp({ store, model, faults, counters, keys, onUpdate: options.onUpdate });
  const listening: Listening = await listen(app.callback(), options.port);
  return {
    url: listening.url,
    accountName: options.accountName,
    appKey: options.appKey,
    appToken: options.appToken,
    viewer,
    model,
    state: store.state,
    faults,
    counters,
    hook: store.hook,
    hookDelivery: store.hookDelivery,
    watch(listener) {
      store.state.listeners.push(listener);
      return () => void store.state.listeners.splice(store.state.listeners.indexOf(listener), 1);
    },
    server: listening.server,
    async stop() {
      store.hook.stop();
      await listening.close();
    },
  };
}
