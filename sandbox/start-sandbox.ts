import { randomBytes } from 'node:crypto';
import type { ErpBooks } from './erp/books';
import type { ErpWire } from './erp/erp-app';
import type { ErpFaults } from './erp/erp-faults';
import { type Erp, startErp } from './erp/start-erp';
import { type Shoppers, type ShoppersOptions, startShoppers } from './shoppers/start-shoppers';
import type { HookDelivery } from './store/hook/hook-delivery';
import type { HookSender, Post } from './store/hook/hook-sender';
import type { StoreKey, StoreWire } from './store/http/call';
import type { Counters } from './store/http/counters';
import type { Faults } from './store/http/faults';
import type { StatusEvent } from './store/model/order';
import type { Platform } from './store/model/platform';
import type { StoreState } from './store/model/state';
import { startStore } from './store/start-store';
import type { StoreModel } from './store/store-model';
import { realTime, type Time } from './time';

export interface SandboxOptions {
  /** Default 0: any free port, on 127.0.0.1 only. */
  ports?: { store?: number; erp?: number };
  /** Default 1. Everything random in the sandbox follows from it. */
  seed?: number;
  /** Epoch milliseconds and timers; real by default. */
  time?: Time;
  accountName?: string;
  platform?: Partial<Platform>;
  hookDelivery?: Partial<HookDelivery>;
  /** Left out or false: nobody buys. `true`: with the defaults. */
  shoppers?: boolean | ShoppersOptions;
  keepFinishedOrders?: number;
  /** How notifications travel; HTTP by default. */
  post?: Post;
  /** Told that an update arrives at the store; what it answers is called once it was carried out or refused. */
  onUpdate?: StoreWire['onUpdate'];
  /** Told each event that the ERP enters into its books. */
  onEntered?: ErpWire['onEntered'];
}

export interface Sandbox {
  store: {
    url: string;
    accountName: string;
    appKey: string;
    appToken: string;
    /** A key that may look at everything Holdfast looks at, and change no stock. */
    viewer: StoreKey;
    /** Drives the store without HTTP. */
    model: StoreModel;
    /** What the model holds, for whoever judges by it: to be read only. */
    state: StoreState;
    faults: Faults;
    counters: Counters;
    hook: Pick<HookSender, 'config' | 'waiting' | 'counts'>;
    hookDelivery: HookDelivery;
    /** Tells each change of an order's status; the answer ends it. */
    watch(listener: (event: StatusEvent) => void): () => void;
  };
  erp: {
    /** Target for `ERP_URL`. */
    url: string;
    /** `whsec_...` for `ERP_SECRET`. */
    secret: string;
    books: ErpBooks;
    faults: ErpFaults;
  };
  /** Null when nobody buys. */
  shoppers: Shoppers | null;
  /** Closes servers and timers; safe to call twice. */
  stop(): Promise<void>;
}

/** Starts the stand-in store and the stand-in ERP on loopback, and shoppers when asked for. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const seed = options.seed ?? 1;
  const time = options.time ?? realTime;
  const store = await startStore({
    port: options.ports?.store ?? 0,
    accountName: options.accountName ?? 'sandboxstore',
    appKey: 'vtexappkey-sandboxstore-HOLDFAST',
    appToken: randomBytes(24).toString('hex').toUpperCase(),
    seed,
    time,
    platform: options.platform,
    hookDelivery: options.hookDelivery,
    keepFinishedOrders: options.keepFinishedOrders,
    post: options.post,
    onUpdate: options.onUpdate,
  });
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const erp: Erp = await startErp({
    port: options.ports?.erp ?? 0,
    secret,
    time,
    onEntered: options.onEntered,
  });
  const asked = options.shoppers === true ? {} : options.shoppers || null;
  const shoppers = asked ? startShoppers(store.model, { seed, time, ...asked }) : null;
  return {
    store,
    erp: { url: erp.url, secret, books: erp.books, faults: erp.faults },
    shoppers,
    async stop() {
      shoppers?.stop();
      await Promise.all([store.stop(), erp.stop()]);
    },
  };
}
