import type { RequestListener } from 'node:http';
import Koa, { type Middleware } from 'koa';
import type { Log } from '../log/create-log';
import { errorEdge } from './error-edge';
import { type HealthOptions, healthRoutes } from './health-routes';
import { type HookRouteOptions, hookListener, isHookRequest } from './hook-route';
import { isHttps } from './session/admission';
import { type StockCountOptions, stockCountRoutes } from './stock-count-route';

export interface AppOptions {
  log: Log;
  hook: Omit<HookRouteOptions, 'log'>;
  /** How many stand before us, each of which adds to X-Forwarded-For. */
  trustedProxies: number;
  /** Where the outside reaches us, if that is known. */
  publicUrl?(): string | null;
  /** Null: they are served on a port of their own. */
  health: HealthOptions | null;
  stockCount: StockCountOptions;
  /** VTEX's own inventory endpoints, for systems that write stock; null: nobody may. */
  gateway?: Middleware;
  /** The admin API and its openapi.json. */
  api: Middleware | null;
  /** Signing in to the panel, and the panel itself. */
  panel?: readonly Middleware[];
}

/** The server's HTTP side: the hook by itself, since it is the busy one, and Koa for everything else. */
export function createListener(options: AppOptions): RequestListener {
  const hook = hookListener({ ...options.hook, log: options.log });
  const others = createApp(options).callback();
  return (request, response) => {
    if (isHookRequest(request)) hook(request, response);
    else void others(request, response);
  };
}

/** Health and metrics alone, for a port that only those who watch can reach. */
export function createHealthListener(log: Log, health: HealthOptions): RequestListener {
  const handle = emptyApp(log).use(healthRoutes(health)).callback();
  return (request, response) => void handle(request, response);
}

function createApp(options: AppOptions): Koa {
  const app = emptyApp(options.log, options.trustedProxies, options.publicUrl);
  if (options.health) app.use(healthRoutes(options.health));
  app.use(stockCountRoutes(options.stockCount).routes());
  if (options.gateway) app.use(options.gateway);
  if (options.api) app.use(options.api);
  for (const middleware of options.panel ?? []) app.use(middleware);
  return app;
}

function emptyApp(log: Log, trustedProxies = 0, publicUrl: () => string | null = () => null): Koa {
  // What is sent in front of theirs is the sender's own invention.
  const app = new Koa({ proxy: trustedProxies > 0, maxIpsCount: trustedProxies });
  app.silent = true;
  app.on('error', (error: unknown) => {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!isGone) log.error({ err: error }, 'An answer could not be sent.');
  });
  return app.use(errorEdge(log)).use((ctx, next) => {
    // Nothing is kept by a cache on the way, or taken for what it is not; the panel's files say otherwise of themselves.
    ctx.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
    // A browser that came by https once comes by nothing else for a year.
    if (isHttps(publicUrl())) ctx.set('Strict-Transport-Security', 'max-age=31536000');
    return next();
  });
}
