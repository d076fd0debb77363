import type { ApiDeps } from '@holdfast/node/api/ports';
import type { Store } from '@holdfast/node/store/store';
import type { Middleware } from 'koa';
import type { Pool } from 'pg';
import { createApiRouter } from '../http/create-api-router';
import type { JobServices } from '../jobs/job-services';
import { createApiQueries } from '../postgres/queries/create-api-queries';
import { apiActions } from './api-actions';
import type { HostSettings } from './host-settings';

export interface ApiRouterOptions {
  settings: HostSettings;
  adminToken: string;
  pool: Pool;
  store: Store;
  services: JobServices;
}

/** The admin API on what this process runs with. */
export function apiRouter({ settings, adminToken, pool, store, services }: ApiRouterOptions): Middleware {
  const { account, now } = services;
  const router = createApiRouter({
    account,
    adminToken,
    queries: createApiQueries({ pool, account, store, now }),
    actions: apiActions(services, pool),
    settings: () => ({
      account,
      mode: settings.mode,
      guardGapMs: settings.guardGapMs,
      gatherWindowMs: settings.gatherWindowMs,
      erpConnector: services.connector?.name ?? null,
      publicUrl: services.hook?.url ?? null,
      sandbox: settings.sandbox,
    }),
    erpHealth: () => erpHealth(services),
    now,
  });
  return router.routes() as Middleware;
}

async function erpHealth({ connector }: JobServices): ReturnType<ApiDeps['erpHealth']> {
  if (connector === null) return null;
  const health = await connector.checkHealth();
  const note = health.healthy ? (health.note ?? null) : health.reason;
  return { connector: connector.name, healthy: health.healthy, note };
}
