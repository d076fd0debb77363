import type { Middleware } from 'koa';
import type { Metrics } from '../metrics/create-metrics';

export interface HealthOptions {
  metrics: Metrics;
  /** Null when ready, else a short sentence. Never rejects. */
  whyNotReady(): Promise<string | null>;
  /** What a person should mend although work is taken in: sentences. Never rejects. */
  attention?(): Promise<string[]>;
}

/** `/healthz`: the process is up. `/readyz`: it can take notifications. `/metrics`: Prometheus. */
export function healthRoutes({ metrics, whyNotReady, attention }: HealthOptions): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    if (ctx.path === '/healthz') {
      ctx.body = { status: 'up' };
    } else if (ctx.path === '/readyz') {
      const reason = await whyNotReady();
      ctx.status = reason === null ? 200 : 503;
      const words = reason === null ? ((await attention?.()) ?? []) : [];
      const told = words.length > 0 ? { attention: words } : {};
      ctx.body = reason === null ? { status: 'ready', ...told } : { status: 'not ready', reason };
    } else if (ctx.path === '/metrics') {
      ctx.type = metrics.registry.contentType;
      ctx.body = await metrics.registry.metrics();
    } else {
      await next();
    }
  };
}
