import type { createServer } from 'node:http';
import { listen } from './listen';
import { type Sandbox, startSandbox } from './start-sandbox';
import { PERSONAL_MARKERS } from './store/http/person';
import { jsonOf, storeClient } from './store/http/store-client';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ seed: 2, hookDelivery: { firstRetryMs: 10 } });
  sandbox.store.model.stock({ skuId: '10', warehouseId: 'main', quantity: 100 });
});
afterEach(() => sandbox.stop());

const STATUSES = ['handling', 'invoiced'];
const buy = () =>
  sandbox.store.model.placeOrder({ lines: [{ skuId: '10', quantity: 1, warehouseId: 'main' }] });

async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000 && !isTrue(); turn++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isTrue()).toBe(true);
}

async function receiver(answers: number[]) {
  const got: { key: string | undefined; body: Record<string, unknown> }[] = [];
  const handle: Parameters<typeof createServer>[1] = (request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      got.push({
        key: request.headers['x-holdfast-key'] as string | undefined,
        body: JSON.parse(text) as Record<string, unknown>,
      });
      response.writeHead(answers.shift() ?? 200).end();
    });
  };
  return { got, listening: await listen(handle ?? (() => {}), 0) };
}

it('registers a hook over HTTP, pings it, notifies it, and repeats what failed', async () => {
  const call = storeClient(sandbox.store);
  const { got, listening } = await receiver([200, 500]);
  const hook = { url: listening.url, headers: { 'x-holdfast-key': 'secret' } };
  const config = { filter: { type: 'FromWorkflow', status: STATUSES }, hook };
  expect((await call('GET', '/api/orders/hook/config'))?.status).toBe(404);
  expect((await call('POST', '/api/orders/hook/config', config))?.status).toBe(200);
  expect((await call('GET', '/api/orders/hook/config'))?.json).toEqual(config);
  const order = sandbox.store.model.advanceTo(buy().orderId, 'handling');
  await until(() => got.length === 3);
  expect(got[0]).toEqual({ key: 'secret', body: { hookConfig: 'ping' } });
  expect(got[2]).toEqual(got[1]);
  expect(got[1]).toMatchObject({
    key: 'secret',
    body: { OrderId: order.orderId, State: 'handling', LastState: 'start-handling' },
  });
  expect((await call('DELETE', '/api/orders/hook/config'))?.status).toBe(200);
  sandbox.store.model.invoice(order.orderId);
  expect(sandbox.store.hook.config()).toBeNull();
  expect(sandbox.store.hook.waiting()).toBe(0);
  await listening.close();
});

it('saves no hook that does not answer the ping, nor one in the clear elsewhere', async () => {
  const call = storeClient(sandbox.store);
  const { listening } = await receiver([204]);
  const save = (url: string) =>
    call('POST', '/api/orders/hook/config', {
      filter: { type: 'FromWorkflow', status: STATUSES },
      hook: { url },
    });
  expect((await save(listening.url))?.status).toBe(400);
  expect((await save('http://shop.example/hook'))?.status).toBe(400);
  expect(sandbox.store.hook.config()).toBeNull();
  await listening.close();
});

it('configures, reads and commits the feed over HTTP', async () => {
  const call = storeClient(sandbox.store);
  const filter = { type: 'FromWorkflow', status: STATUSES };
  const queue = { visibilityTimeoutInSeconds: 240, MessageRetentionPeriodInSeconds: 345_600 };
  expect((await call('GET', '/api/orders/feed?maxlot=10'))?.status).toBe(404);
  expect(
    (
      await call('POST', '/api/orders/feed/config', {
        filter,
        queue: { ...queue, MessageRetentionPeriodInSeconds: 60 },
      })
    )?.status,
  ).toBe(400);
  const mixed = { filter: { ...filter, expression: 'value > 1' }, queue };
  expect((await call('POST', '/api/orders/feed/config', mixed))?.status).toBe(409);
  expect((await call('POST', '/api/orders/feed/config', { filter, queue }))?.status).toBe(200);
  const order = sandbox.store.model.advanceTo(buy().orderId, 'handling');
  const lot = jsonOf<{ handle: string; orderId: string; state: string }[]>(
    await call('GET', '/api/orders/feed?maxlot=10'),
  );
  expect(lot).toMatchObject([{ orderId: order.orderId, state: 'handling', domain: 'Fulfillment' }]);
  expect((await call('GET', '/api/orders/feed/config'))?.json).toMatchObject({ filter, queue, quantity: 1 });
  expect((await call('POST', '/api/orders/feed', { handles: lot.map((item) => item.handle) }))?.status).toBe(
    200,
  );
  expect((await call('GET', '/api/orders/feed/config'))?.json).toMatchObject({ quantity: 0 });
});

it('gives every order the personal data that must not leak', async () => {
  const call = storeClient(sandbox.store);
  const text = (await call('GET', `/api/oms/pvt/orders/${buy().orderId}`))?.text;
  for (const marker of PERSONAL_MARKERS) expect(text).toContain(marker);
});

it('stops with calls hanging, and twice', async () => {
  sandbox.store.faults.set({ endpoint: '*', fault: { kind: 'hang-before' } });
  const hanging = storeClient(sandbox.store, 20_000)('GET', '/api/oms/pvt/orders');
  await until(() => sandbox.store.counters.total() === 1);
  await sandbox.stop();
  await sandbox.stop();
  expect(await hanging).toBeNull();
});

it('has shoppers only when asked', async () => {
  expect(sandbox.shoppers).toBeNull();
  const busy = await startSandbox({ shoppers: { speed: 100 } });
  await until(() => (busy.shoppers?.placed() ?? 0) > 3);
  await busy.stop();
});
