import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiActions } from '@holdfast/node/api/create-api-actions';
import type { ApiDeps, ApiQueries } from '@holdfast/node/api/ports';
import type { VtexApi } from '@holdfast/node/clients/vtex/vtex-api';
import { say } from '@holdfast/node/core/said/say';
import type { RetryStore } from '@holdfast/node/deliver/retry-delivery';
import type { Dispatcher, Store } from '@holdfast/node/store/store';
import { createApiRouter } from '@holdfast/server/http/create-api-router';
import { errorEdge } from '@holdfast/server/http/error-edge';
import { NO_BOOK } from '@holdfast/server/http/session/door-book';
import { anAdmin, digestOfToken, peopleOf } from '@holdfast/server/http/session/people';
import { createLog } from '@holdfast/server/log/create-log';
import { createPool } from '@holdfast/server/postgres/pool';
import { createApiQueries } from '@holdfast/server/postgres/queries/create-api-queries';
import { createRetryStore } from '@holdfast/server/postgres/queries/retry-store';
import { createSessionLocks } from '@holdfast/server/postgres/session-locks';
import { createPostgresStore } from '@holdfast/server/postgres/store/create-postgres-store';
import Koa from 'koa';
import type { Pool } from 'pg';

export const TOKEN = 'an-admin-token-of-the-tests';

const TABLES = [
  'sync_log',
  'orders',
  'reservations',
  'reservation_changes',
  'plans',
  'counts',
  'deliveries',
  'settings',
];

/** The admin API of one host, whatever keeps its record. */
export interface ServedApi {
  url: string;
  store: Store;
  clock: { ms: number };
  deps: ApiDeps;
  router: ReturnType<typeof createApiRouter>;
  /** What was asked of the dispatcher. */
  asked: { planned: string[]; delivered: string[] };
  call(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    token?: string | null,
  ): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

export interface ApiServer extends ServedApi {
  pool: Pool;
}

const nothing = async () => ({ ok: true, value: null, date: null }) as const;

/** The admin API over real Koa and real PostgreSQL. No job runs: the dispatcher only notes. */
export async function openApiServer(databaseUrl: string, startMs: number): Promise<ApiServer> {
  const pool = createPool({ databaseUrl, applicationName: 'test api' });
  await pool.query(`truncate ${TABLES.map((table) => `holdfast.${table}`).join(', ')}`);
  const clock = { ms: startMs };
  const now = () => clock.ms;
  const locks = createSessionLocks({ databaseUrl, account: 'acme', onLost: () => undefined });
  const store = createPostgresStore({ pool, account: 'acme', now, locks });
  const queries = createApiQueries({ pool, account: 'acme', store, now });
  const served = await serveApi({ store, queries, retry: createRetryStore(pool, 'acme'), clock });
  return {
    ...served,
    pool,
    async close() {
      await served.close();
      await locks.close();
      await pool.end();
    },
  };
}

export interface ApiParts {
  store: Store;
  queries: ApiQueries;
  retry: RetryStore;
  clock: { ms: number };
}

/** The same routes and actions on any host's store and queries, over real Koa. */
export async function serveApi({ store, queries, retry, clock }: ApiParts): Promise<ServedApi> {
  const now = () => clock.ms;
  const asked: ServedApi['asked'] = { planned: [], delivered: [] };
  const dispatcher: Dispatcher = {
    lookAtOrders: async () => undefined,
    planPosition: async ({ skuId, warehouseId }, _at, trigger) =>
      void asked.planned.push(`${skuId}@${warehouseId} ${trigger}`),
    deliver: async (stream) => void asked.delivered.push(stream),
  };
  const settings = { account: 'acme', mode: 'recommend' as const, guardGapMs: 1000, gatherWindowMs: 10_000 };
  const deps: ApiDeps = {
    account: 'acme',
    now,
    queries,
    log: store,
    settings: () => ({ ...settings, erpConnector: 'webhook', publicUrl: null, sandbox: false }),
    erpHealth: async () => ({ connector: 'webhook', healthy: true, note: null }),
    actions: createApiActions({
      services: {
        account: 'acme',
        // Nothing is registered there.
        vtex: { getHookConfig: nothing, getFeedConfig: nothing } as Partial<VtexApi> as VtexApi,
        store,
        dispatcher,
        settings: { ...settings, mirrorOn: true },
        now,
        newId: () => 'unused',
        pause: async () => undefined,
      },
      retry: { store: retry, dispatcher, now },
      registerHook: async () => ({ kind: 'done', ...say('hook.is-registered') }),
      sweep: async () => ({ kind: 'failed', message: 'VTEX cannot be reached.' }),
    }),
  };
  const people = peopleOf(() => [anAdmin(digestOfToken(TOKEN))]);
  const router = createApiRouter(deps, {
    people,
    sessions: null,
    publicUrl: () => null,
    guesses: null,
    book: NO_BOOK,
  });
  const app = new Koa();
  app.silent = true;
  app.use(errorEdge(createLog('silent')));
  app.use(router.routes());
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    store,
    clock,
    deps,
    router,
    asked,
    async call(method, path, body, token = TOKEN) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: token === null ? {} : { authorization: `Bearer ${token}` },
        body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    },
    close: () => closeServer(server),
  };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
