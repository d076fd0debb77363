import { type Sandbox, type SandboxOptions, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { freshDatabase } from '../postgres/fresh-database';
import { onServer } from '../postgres/template-database';
import { atEnd, endAll } from './at-end';
import type { Environment } from './environment';
import { erpBooks, expectedBooks, stockTruth } from './expected-books';
import { type Holdfast, type HoldfastOptions, startHoldfast } from './holdfast';
import './patience';
import { skipWaits } from './skip-waits';
import { until, untilEqual } from './until';

export interface Flow {
  sandbox: Sandbox;
  holdfast: Holdfast;
  databaseUrl: string;
  /** Buys one line of a SKU in `main` and takes the order to a status of the ordinary course. */
  sell(skuId: string, quantity: number, status?: OrderStage): string;
  untilRemoved(orderIds: readonly string[]): Promise<void>;
  /** Waits until the ERP's books say what the store's truth is, then checks every standing promise. */
  untilBooksAgree(orderIds: readonly string[]): Promise<void>;
  /** As if everything on record had been read an hour ago. */
  ageRecord(): Promise<void>;
  /** As if hours passed: whatever waits for its time may run now. */
  skipWaits(): Promise<void>;
  restart(environment?: Environment): Promise<void>;
  /** As `endAll`. */
  end(): Promise<void>;
}

export type OrderStage =
  | 'payment-pending'
  | 'window-to-cancel'
  | 'ready-for-handling'
  | 'handling'
  | 'invoiced';

export interface FlowOptions extends HoldfastOptions {
  sandbox?: SandboxOptions;
  /** Holdfast is given the store's key that may change no stock. */
  asViewer?: boolean;
  /** SKU and units on the shelf of `main`. */
  stock?: Record<string, number>;
  /** Where Holdfast finds the database of this address; left out: there. */
  through?(databaseUrl: string): Promise<string>;
}

/** A store, an ERP and Holdfast between them; what was started when it fails is ended by `endAll`. */
export async function startFlow(options: FlowOptions = {}): Promise<Flow> {
  const database = await freshDatabase();
  atEnd(() => database.drop());
  const sandbox = await startSandbox({ seed: 7, ...options.sandbox });
  atEnd(() => sandbox.stop());
  const { model } = sandbox.store;
  for (const [skuId, quantity] of Object.entries(options.stock ?? { mug: 100, jar: 100, pot: 100 })) {
    model.stock({ skuId, warehouseId: 'main', quantity, leadTime: '2.00:00:00' });
  }
  const url = (await options.through?.(database.url)) ?? database.url;
  const { appKey, appToken } = sandbox.store.viewer;
  const viewer: Environment = options.asViewer ? { VTEX_APP_KEY: appKey, VTEX_APP_TOKEN: appToken } : {};
  const start = (environment?: Environment) =>
    startHoldfast(sandbox, url, {
      ...options,
      environment: { ...viewer, ...options.environment, ...environment },
    });
  const flow: Flow = {
    sandbox,
    databaseUrl: database.url,
    holdfast: await start(),
    sell(skuId, quantity, status = 'handling') {
      const { orderId } = model.placeOrder({ lines: [{ skuId, quantity, warehouseId: 'main' }] });
      if (status !== 'payment-pending') model.advanceTo(orderId, status);
      return orderId;
    },
    async untilRemoved(orderIds) {
      const removed = () => erpBooks(sandbox, orderIds).filter(({ status }) => status === 'removed').length;
      await until(`removed: ${orderIds.join(', ')}`, () => removed() >= orderIds.length);
    },
    async untilBooksAgree(orderIds) {
      await untilEqual(
        () => erpBooks(sandbox, orderIds),
        () => expectedBooks(model, orderIds),
      );
      promisesKept(sandbox);
    },
    ageRecord: () =>
      onServer(database.url, async (client) => {
        await client.query(`update holdfast.orders set read_at = read_at - interval '1 hour'`);
      }),
    skipWaits: () => skipWaits(database.url),
    async restart(environment) {
      await flow.holdfast.stop();
      sandbox.store.counters.reset();
      flow.holdfast = await start(environment);
    },
    end: endAll,
  };
  return flow;
}

/** What must hold at any time, whatever went wrong on the way. */
export function promisesKept(sandbox: Sandbox): void {
  const { oversoldUnits, openDiscarded, shippedWithoutStock } = sandbox.store.model.oracle();
  expect({ oversoldUnits, openDiscarded, shippedWithoutStock }).toEqual({
    oversoldUnits: 0,
    openDiscarded: 0,
    shippedWithoutStock: 0,
  });
  expect(sandbox.erp.books.violations()).toEqual([]);
  expect(sandbox.erp.books.refused()).toEqual([]);
}

/** Deducted once and only once: what is for sale is what lies there unpromised. */
export function nothingDeductedTwice(sandbox: Sandbox): void {
  const truth = stockTruth(sandbox);
  expect(truth.map(({ forSale, ...rest }) => ({ ...rest, forSale }))).toEqual(
    truth.map(({ really, ...rest }) => ({ ...rest, really, forSale: really })),
  );
}
