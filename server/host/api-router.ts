import { erpHealthOf } from '@holdfast/node/api/erp-health';
import type { ApiDeps } from '@holdfast/node/api/ports';
import type { Store } from '@holdfast/node/store/store';
import type { Middleware } from 'koa';
import type { Pool } from 'pg';
import { createApiRouter } from '../http/create-api-router';
import type { DoorBook } from '../http/session/door-book';
import { createGuessLimit } from '../http/session/guess-limit';
import type { People } from '../http/session/people';
import type { Sessions } from '../http/session/sessions';
import type { JobServices } from '../jobs/job-services';
import { createApiQueries } from '../postgres/queries/create-api-queries';
import { apiActions } from './api-actions';
import type { HostSettings } from './host-settings';
import { WRONG_TOKENS } from './panel';
import { reconciliationApi } from './reconciliation-api';

export interface ApiRouterOptions {
  settings: HostSettings;
  people: People;
  pool: Pool;
  store: Store;
  services: JobServices;
  sessions: Sessions;
  publicUrl(): string | null;
  book: DoorBook;
}

/** The admin API on what this process runs with. */
export function apiRouter(options: ApiRouterOptions): Middleware {
  const { settings, pool, store, services } = options;
  const { account, now } = services;
  const deps: ApiDeps = {
    account,
    queries: createApiQueries({ pool, account, store, now }),
    log: store,
    actions: apiActions(services, pool),
    reconciliations: reconciliationApi(services, pool),
    settings: () => ({
      account,
      mode: settings.mode,
      guardGapMs: settings.guardGapMs,
      gatherWindowMs: settings.gatherWindowMs,
      erpConnector: services.connector?.name ?? null,
      publicUrl: services.hook?.url ?? null,
      sandbox: settings.sandbox,
    }),
    erpHealth: () => erpHealthOf(services.connector),
    now,
  };
  // Apart from signing in: a script with an old token keeps nobody on the same machine from the panel.
  const guesses = createGuessLimit(WRONG_TOKENS, now);
  const router = createApiRouter(deps, { ...options, guesses });
  return router.routes() as Middleware;
}
