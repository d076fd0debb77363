import { randomUUID } from 'node:crypto';
import { createWebhookConnector } from '@holdfast/node/clients/erp/webhook/webhook-connector';
import { createVtexApi } from '@holdfast/node/clients/vtex/create-vtex-api';
import { createLeasedRateLimiter } from '@holdfast/node/clients/vtex/leased-rate-limiter';
import { createMemoryPaceBook } from '@holdfast/node/clients/vtex/memory-pace-book';
import { deliverStream } from '@holdfast/node/deliver/deliver-stream';
import type { ChainServices } from '@holdfast/node/middlewares/chain-services';
import { planPosition } from '@holdfast/node/middlewares/position/chain';
import { lookAtOrder } from '@holdfast/node/orders/look-at-order';
import { type Erp, startErp } from '@holdfast/sandbox/erp/start-erp';
import { PERSONAL_MARKERS } from '@holdfast/sandbox/store/http/person';
import { type RunningStore, startStore } from '@holdfast/sandbox/store/start-store';
import { realTime } from '@holdfast/sandbox/time';
import { createAxiosPost } from '@holdfast/server/erp-http/axios-post';
import { createAxiosTransport } from '@holdfast/server/vtex-http/axios-transport';
import { anId } from '../builders/an-id';
import { freshDatabase } from '../postgres/fresh-database';
import { openApiServer, type ServedApi, TOKEN } from './api-server';
import { openIoApiServer } from './io-api-server';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
const KEY = { appKey: 'vtexappkey-acme-ABCDEF', appToken: 'APPTOKENAPPTOKENAPPTOKEN' };
const position = { skuId: anId('10'), warehouseId: anId('main') };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let api: Stored;
let shop: RunningStore;
let erp: Erp;
const transports: { close(): void }[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  shop = await startStore({ port: 0, accountName: 'acme', ...KEY, seed: 1, time: realTime });
});
afterEach(() => Promise.all([api.close(), erp.stop()]));
afterAll(async () => {
  for (const transport of transports) transport.close();
  await shop.stop();
  await database.drop();
});

function chainServices(): ChainServices {
  const transport = createAxiosTransport({ baseUrl: shop.url, keys: () => [KEY] });
  transports.push(transport);
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const limiter = createLeasedRateLimiter(createMemoryPaceBook(Date.now), Date.now);
  return {
    account: 'acme',
    vtex: createVtexApi({ transport, limiter, now: Date.now, random: Math.random, sleep }),
    store: api.store,
    dispatcher: {
      lookAtOrders: async () => undefined,
      planPosition: async () => undefined,
      deliver: async () => undefined,
    },
    settings: { mode: 'execute', guardGapMs: 1, gatherWindowMs: 0, mirrorOn: true },
    now: Date.now,
    newId: randomUUID,
    pause: sleep,
  };
}

/** The order's whole life through the real client, chain, store and connector. */
async function live(orderId: string): Promise<void> {
  const services = chainServices();
  const post = createAxiosPost();
  transports.push(post);
  const connector = createWebhookConnector({ url: erp.url, secret: SECRET }, { post, now: Date.now });
  const look = async () => {
    await lookAtOrder(services, { orderId: anId(orderId) });
    for (const stream of await api.store.streamsDue(Date.now(), 100)) {
      await deliverStream({ store: api.store, connector, now: Date.now, random: Math.random }, stream);
    }
  };
  await look();
  for (const status of ['window-to-cancel', 'ready-for-handling', 'handling', 'invoiced'] as const) {
    shop.model.advanceTo(orderId, status);
    await look();
  }
  const untilMs = Date.now() + 15_000;
  while (!(await api.store.currentPlan(position))?.result && Date.now() < untilMs) {
    api.clock.ms = Date.now();
    await planPosition(services, { position, trigger: 'event' });
    await services.pause(100);
  }
  await look();
}

/** A host of the API, and all that it keeps, as text. */
interface Stored extends ServedApi {
  everythingStored(): Promise<string>;
}

const TABLES = [
  'settings',
  'orders',
  'reservations',
  'reservation_changes',
  'plans',
  'counts',
  'deliveries',
  'sync_log',
];

async function openPostgres(): Promise<Stored> {
  const opened = await openApiServer(database.url, Date.now());
  return {
    ...opened,
    async everythingStored() {
      const rows = await Promise.all(
        TABLES.map((table) => opened.pool.query(`select t::text as row from holdfast.${table} t`)),
      );
      return JSON.stringify(rows.map(({ rows: found }) => found));
    },
  };
}

/** Documents of VBase, documents of Master Data. */
async function openIo(): Promise<Stored> {
  const opened = await openIoApiServer(Date.now());
  return {
    ...opened,
    async everythingStored() {
      const searchable = [...opened.masterData.documents.values()].flatMap((kept) => [...kept.values()]);
      expect(searchable.length).toBeGreaterThan(5);
      return JSON.stringify([...opened.documents.files, ...searchable]);
    },
  };
}

test.each([
  ['PostgreSQL', openPostgres],
  ['VTEX IO', openIo],
])('a shopper and a secret leave no trace in record, log, messages or answers (%s)', async (_name, open) => {
  api = await open();
  erp = await startErp({ port: 0, secret: SECRET, time: realTime });
  shop.model.stock({ ...position, quantity: 10 });
  const { orderId } = shop.model.placeOrder({ lines: [{ skuId: '10', quantity: 2, warehouseId: 'main' }] });
  const raw = await (
    await fetch(`${shop.url}/api/oms/pvt/orders/${orderId}`, {
      headers: { 'X-VTEX-API-AppKey': KEY.appKey, 'X-VTEX-API-AppToken': KEY.appToken },
    })
  ).text();
  for (const marker of PERSONAL_MARKERS) expect(raw).toContain(marker);

  await live(orderId);

  const answers = await Promise.all(
    [
      'overview',
      'settings',
      'logs',
      'orders',
      `orders/${orderId}`,
      'positions',
      'positions/10/main',
      'recommendations?state=executed,held,proposed',
      'deliveries',
    ].map(async (path) => {
      const answer = await api.call('GET', `/_v/holdfast/api/${path}`);
      expect([path, answer.status]).toEqual([path, 200]);
      return JSON.stringify(answer.body);
    }),
  );
  expect(answers[4]).toContain('removed');
  expect(erp.books.byStatus()).toEqual({ removed: 1 });
  expect([erp.books.violations(), erp.books.refused()]).toEqual([[], []]);
  const told = JSON.stringify([erp.books.reservations(), erp.books.stock(), erp.books.recommendations()]);
  const traces = [await api.everythingStored(), ...answers, told].join('\n');
  for (const secret of [...PERSONAL_MARKERS, SECRET, SECRET.slice(6), KEY.appKey, KEY.appToken, TOKEN]) {
    expect([secret, traces.includes(secret)]).toEqual([secret, false]);
  }
});
