import Koa, { type Middleware } from 'koa';
import type { Log } from '../log/create-log';
import { errorEdge } from './error-edge';
import { type HealthOptions, healthRoutes } from './health-routes';
import { type HookRouteOptions, hookRoute } from './hook-route';
import { type StockCountOptions, stockCountRoutes } from './stock-count-route';

export interface AppOptions {
  log: Log;
  hook: HookRouteOptions;
  health: HealthOptions;
  stockCount: StockCountOptions;
  /** The admin API and its openapi.json. */
  api: Middleware | null;
}

/** The server's HTTP side, in the order a request meets it; the hook is first because it is the busy one. */
export function createApp(options: AppOptions): Koa {
  const app = new Koa();
  app.silent = true;
  app.on('error', (error: unknown) => options.log.error({ err: error }, 'An answer could not be sent.'));
  app.use(errorEdge(options.log));
  app.use(hookRoute(options.hook));
  app.use(healthRoutes(options.health));
  app.use(stockCountRoutes(options.stockCount).routes());
  if (options.api) app.use(options.api);
  return app;
}
