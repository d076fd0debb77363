import { type Platform, startPlatform } from '@holdfast/sandbox/platform/start-platform';
import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { erpBooks, expectedBooks } from '../flows/expected-books';
import { promisesKept } from '../flows/flow';
import { until, untilEqual } from '../flows/until';
import { buildApp } from './build-app';
import { layApp } from './lay-app';
import { type RunningApp, runApp } from './run-app';

export const ACCESS_KEY = 'key-of-the-tick-and-hook';

export interface IoFlow {
  sandbox: Sandbox;
  platform: Platform;
  app: RunningApp;
  /** Buys one line of a SKU in `main` and takes the order to a status of the ordinary course. */
  sell(skuId: string, quantity: number, status?: 'payment-pending' | 'handling' | 'invoiced'): string;
  /** What a cron outside does every minute; false when it was busy, or asked too often. */
  tick(): Promise<boolean>;
  /** The admin API at the store's address, as somebody who may do this; a POST with a body. */
  admin<T>(path: string, body?: object): Promise<T>;
  /** Waits with ticks going on beside: an event may come to a worker that is over with its work. */
  whileTicking<T>(wait: () => Promise<T>): Promise<T>;
  /** Waits until the ERP's books say what the store's truth is, then checks every standing promise. */
  untilBooksAgree(
    orderIds: readonly string[],
    options?: { ticking?: boolean; withinMs?: number },
  ): Promise<void>;
  end(): Promise<void>;
}

/** A store, an ERP, the platform, and replicas of the app that was built from `node/`. */
export async function startIoFlow(options: {
  stock: Record<string, number>;
  replicas?: number;
}): Promise<IoFlow> {
  const built = await buildApp();
  const sandbox = await startSandbox({ seed: 9 });
  const { model } = sandbox.store;
  for (const [skuId, quantity] of Object.entries(options.stock))
    model.stock({ skuId, warehouseId: 'main', quantity, leadTime: '1.00:00:00' });
  const platform = await startPlatform({
    manifest: built.manifest,
    service: built.service,
    store: sandbox.store,
    hosts: { 'erp.example.com': new URL(sandbox.erp.url).origin },
    settings: {
      mode: 'execute',
      guardGapMs: 10,
      gatherWindowMs: 300,
      erpUrl: 'https://erp.example.com/events',
      erpSecret: sandbox.erp.secret,
      accessKey: ACCESS_KEY,
    },
  });
  const laid = await layApp(built);
  await built.remove();
  const stopWorld = async () => {
    await platform.stop();
    await sandbox.stop();
    await laid.remove();
  };
  const app = await runApp({ folder: laid.folder, platform, replicas: options.replicas ?? 2 }).catch(
    async (error: unknown) => {
      await stopWorld();
      throw error;
    },
  );
  const VtexIdclientAutCookie = platform.credentials.login({
    user: 'admin@store.example',
    resources: ['LogisticsAdmin'],
  });

  const flow: IoFlow = {
    sandbox,
    platform,
    app,
    sell(skuId, quantity, status = 'handling') {
      const { orderId } = model.placeOrder({ lines: [{ skuId, quantity, warehouseId: 'main' }] });
      if (status !== 'payment-pending') model.advanceTo(orderId, status);
      return orderId;
    },
    async tick() {
      const headers = { 'x-holdfast-key': ACCESS_KEY };
      const { status, json } = await platform.route('POST', '/_v/holdfast/tick', { headers });
      return status === 200 && (json as { kind?: string }).kind === 'done';
    },
    async admin<T>(path: string, body?: object): Promise<T> {
      const method = body === undefined ? 'GET' : 'POST';
      const headers = { origin: `https://${platform.account}.myvtex.com`, 'sec-fetch-site': 'same-origin' };
      const { status, text, json } = await platform.route(method, `/_v/private/holdfast/api${path}`, {
        cookies: { VtexIdclientAutCookie },
        headers,
        body,
      });
      if (status !== 200) throw new Error(`${method} ${path}: ${status} ${text}`);
      return json as T;
    },
    async whileTicking(wait) {
      let isOver = false;
      const ticks = keepTicking(flow, () => isOver);
      try {
        return await wait();
      } finally {
        isOver = true;
        await ticks;
      }
    },
    async untilBooksAgree(orderIds, { ticking = false, withinMs = 60_000 } = {}) {
      const agreed = () =>
        untilEqual(
          () => erpBooks(sandbox, orderIds),
          () => expectedBooks(model, orderIds),
          withinMs,
        );
      await (ticking ? flow.whileTicking(agreed) : agreed());
      promisesKept(sandbox);
    },
    async end() {
      await app.stop();
      await stopWorld();
    },
  };
  return flow;
}

/** One after another, with a breath between: the route has a limit a minute. */
async function keepTicking(flow: IoFlow, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await flow.tick();
    const nextAt = Date.now() + 1_500;
    await until('the next tick', () => isOver() || Date.now() > nextAt);
  }
}
