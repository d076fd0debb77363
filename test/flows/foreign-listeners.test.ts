import { createVtexApi } from '@holdfast/node/clients/vtex/create-vtex-api';
import { unregister } from '@holdfast/node/listeners/unregister';
import { listen } from '@holdfast/sandbox/listen';
import { startSandbox } from '@holdfast/sandbox/start-sandbox';
import { createPool } from '@holdfast/server/postgres/pool';
import { createPostgresStore } from '@holdfast/server/postgres/store/create-postgres-store';
import { createAxiosTransport } from '@holdfast/server/vtex-http/axios-transport';
import { freshDatabase } from '../postgres/fresh-database';
import { atEnd, endAll } from './at-end';
import { HOOK_SECRET } from './environment';
import { startHoldfast } from './holdfast';
import './patience';
import { until } from './until';

afterEach(endAll);

test('first hour on an app key that an integration uses: its hook and feed go on as before; taken over when asked, and given back', async () => {
  const sandbox = await startSandbox({ seed: 71 });
  atEnd(() => sandbox.stop());
  const { model, counters, hook, ...store } = sandbox.store;
  model.stock({ skuId: 'mug', warehouseId: 'main', quantity: 50 });
  const told: string[] = [];
  const theirs = await listen((request, response) => {
    told.push(String(request.headers['x-theirs']));
    request.resume();
    response.end();
  }, 0);
  atEnd(() => theirs.close());
  const atVtex = async (method: string, at: string, body?: unknown) => {
    const answer = await fetch(`${store.url}${at}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'x-vtex-api-appkey': store.appKey,
        'x-vtex-api-apptoken': store.appToken,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    return answer.text();
  };
  const theirHook = {
    filter: { type: 'FromWorkflow', status: ['ready-for-handling', 'handling', 'invoiced'] },
    hook: { url: `${theirs.url}/orders?token=hidden`, headers: { 'x-theirs': 'yes' } },
  };
  const queue = { visibilityTimeoutInSeconds: 60, MessageRetentionPeriodInSeconds: 1_209_600 };
  await atVtex('POST', '/api/orders/hook/config', theirHook);
  await atVtex('POST', '/api/orders/feed/config', { filter: theirHook.filter, queue });
  const before = await atVtex('GET', '/api/orders/feed/config');
  counters.reset();

  const database = await freshDatabase();
  atEnd(() => database.drop());
  const first = await startHoldfast(sandbox, database.url);
  const { listeners, problems } = await first.admin.overview();
  expect([listeners.hook?.outcome, listeners.feed?.outcome]).toEqual(['foreign', 'foreign']);
  const areas = problems.map(({ area }) => area);
  expect(areas).toEqual(expect.arrayContaining(['hook', 'feed']));
  const said = problems.map(({ message }) => message).join('\n');
  expect(said).toContain(`${theirs.url}/orders`);
  expect(said).toContain('HOLDFAST_TAKE_OVER=true');
  expect(said).not.toContain('hidden');

  const { orderId } = model.placeOrder({ lines: [{ skuId: 'mug', quantity: 2, warehouseId: 'main' }] });
  model.advanceTo(orderId, 'handling');
  await until('their hook is called', () => told.filter((one) => one === 'yes').length >= 2);
  await first.clockDoes('keep-listening');
  const booked = () => sandbox.erp.books.reservations().some((one) => one.orderId === orderId);
  await until('a sweep finds it', async () => {
    if (booked()) return true;
    await first.clockDoes('sweep');
    await new Promise((resolve) => setTimeout(resolve, 500));
    return false;
  });
  const { saveHookConfig, saveFeedConfig, readFeed, commitFeed } = counters.calls();
  expect({ saveHookConfig, saveFeedConfig, readFeed, commitFeed }).toEqual({
    saveHookConfig: 0,
    saveFeedConfig: 0,
    readFeed: 0,
    commitFeed: 0,
  });
  expect(hook.config()).toEqual(theirHook);
  await first.stop();

  const second = await startHoldfast(sandbox, database.url, { environment: { HOLDFAST_TAKE_OVER: 'true' } });
  await until('both are ours', async () => {
    const { feed } = (await second.admin.overview()).listeners;
    if (hook.config()?.hook.url !== theirHook.hook.url && feed?.outcome === 'drained') return true;
    // A busy machine may have missed the first minute's round.
    await second.clockDoes('drain-feed');
    await new Promise((resolve) => setTimeout(resolve, 500));
    return false;
  });
  expect(hook.config()?.hook.headers).toEqual({ 'x-holdfast-key': HOOK_SECRET });
  await second.stop();

  const pool = createPool({ databaseUrl: database.url, applicationName: 'a command' });
  atEnd(() => pool.end());
  const transport = createAxiosTransport({
    keys: () => [{ appKey: store.appKey, appToken: store.appToken }],
    baseUrl: store.url,
  });
  atEnd(() => transport.close());
  const outcome = await unregister({
    vtex: createVtexApi({
      transport,
      limiter: {
        take: async () => ({ waitMs: 0 }),
        tookCall: () => undefined,
        slowDown: async () => undefined,
      },
      now: Date.now,
      random: Math.random,
      sleep: async () => undefined,
    }),
    store: createPostgresStore({ pool, account: store.accountName, now: Date.now }),
  });
  expect(outcome).toMatchObject({ hook: { kind: 'given-back' }, feed: { kind: 'given-back' } });
  expect(hook.config()).toEqual(theirHook);
  expect(JSON.parse(await atVtex('GET', '/api/orders/feed/config'))).toMatchObject({
    filter: JSON.parse(before).filter,
    queue: JSON.parse(before).queue,
  });
});
