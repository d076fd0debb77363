import type { Server } from 'node:http';
import { type Listening, listen } from '../listen';
import type { Time } from '../time';
import type { HookDelivery } from './hook/hook-delivery';
import type { HookSender } from './hook/hook-sender';
import { type Counters, newCounters } from './http/counters';
import { type Faults, newFaults } from './http/faults';
import { storeApp } from './http/store-app';
import type { Platform } from './model/platform';
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
}

export interface RunningStore {
  url: string;
  accountName: string;
  appKey: string;
  appToken: string;
  model: StoreModel;
  faults: Faults;
  counters: Counters;
  hook: HookSender;
  hookDelivery: HookDelivery;
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
  const credentials = { appKey: options.appKey, appToken: options.appToken };
  const app = storeApp({ store, model, faults, counters, credentials });
  const listening: Listening = await listen(app.callback(), options.port);
  return {
    url: listening.url,
    accountName: options.accountName,
    appKey: options.appKey,
    appToken: options.appToken,
    model,
    faults,
    counters,
    hook: store.hook,
    hookDelivery: store.hookDelivery,
    server: listening.server,
    async stop() {
      store.hook.stop();
      await listening.close();
    },
  };
}
