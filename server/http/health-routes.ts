import type { Middleware } from 'koa';
import type { Metrics } from '../metrics/create-metrics';

export interface HealthOptions {
  metrics: Metrics;
  /** Null when ready, else a short sentence. Never rejects. */
  whyNotReady(): Promise<string | null>;
  /** Null while the process is good for something, else a short sentence. Never rejects. */
  whyNotAlive(): Promise<string | null>;
  /** What a person should mend although work is taken in: sentences. Never rejects. */
  attention?(): Promise<string[]>;
}

/**
 * `/healthz`: another process would do no better. `/readyz`: it can take notifications, and its jobs are worked.
 * `/metrics`: Prometheus.
 */
export function healthRoutes({ metrics, whyNotReady, whyNotAlive, attention }: HealthOptions): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    if (ctx.path === '/healthz') {
      const reason = await whyNotAlive();
      ctx.status = reason === null ? 200 : 503;
      ctx.body = reason === null ? { status: 'up' } : { status: 'not alive', reason };
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
