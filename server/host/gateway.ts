import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '@holdfast/node/store/store';
import type { Middleware } from 'koa';
import type { Pool } from 'pg';
import type { VtexKey } from '../config/server-config';
import type { Caller } from '../gateway/caller';
import { gatewayRoutes } from '../gateway/gateway-routes';
import { createRawVtex } from '../gateway/raw-vtex';
import { createGuessLimit } from '../http/session/guess-limit';
import type { JobServices } from '../jobs/job-services';
import { createGatewayWrites } from '../postgres/gateway-writes';
import { createAxiosTransport } from '../vtex-http/axios-transport';
import { createPostgresRateLimiter } from '../vtex-http/postgres-rate-limiter';
import type { HostSettings } from './host-settings';
import { WRONG_TOKENS } from './panel';

export interface Gateway {
  middleware: Middleware;
  close(): void;
}

/** A caller waits for its answer meanwhile, and the request has ten seconds. */
const VTEX_TIMEOUT_MS = 8_000;
const PATIENCE_MS = 2_000;
const LOOK_MS = 3_000;

export function createGateway({
  settings,
  callers,
  vtexKeys,
  services,
  pool,
  store,
}: {
  settings: HostSettings;
  /** As they are now, like the keys: both may change while it runs. */
  callers(): readonly Caller[];
  vtexKeys(): readonly VtexKey[];
  services: JobServices;
  pool: Pool;
  store: Store;
}): Gateway {
  const { account, now, dispatcher, newId } = services;
  const { vtex, countMaxAgeDays } = settings;
  const transport = createAxiosTransport({
    baseUrl: vtex.baseUrl,
    keys: vtexKeys,
    timeoutMs: VTEX_TIMEOUT_MS,
  });
  const limiter = createPostgresRateLimiter(pool, account, now);
  return {
    middleware: gatewayRoutes({
      callers,
      guesses: createGuessLimit(WRONG_TOKENS, now),
      vtex: createRawVtex({ transport, limiter, patienceMs: PATIENCE_MS, now, sleep: (ms) => sleep(ms) }),
      writes: createGatewayWrites(pool, account),
      store,
      dispatcher,
      chain: services,
      countMaxAgeDays,
      lookMs: LOOK_MS,
      now,
      newId,
    }),
    close: () => transport.close(),
  };
}
