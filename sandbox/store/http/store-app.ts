import Router from '@koa/router';
import Koa from 'koa';
import type { StoreWire } from './call';
import { controlRoutes } from './control-routes';
import { feedRoutes } from './feed-routes';
import { hookRoutes } from './hook-routes';
import { inventoryRoutes } from './inventory-routes';
import { orderRoutes } from './order-routes';
import { reservationRoutes } from './reservation-routes';

/** VTEX's calls, and under `/_sandbox/` the sandbox's own, which VTEX does not have. */
export function storeApp(wire: StoreWire): Koa {
  const app = new Koa();
  // A call that the caller gave up is not worth a stack trace.
  app.silent = true;
  app.use(async (ctx, next) => {
    // Node would write its own clock where the store says nothing.
    ctx.res.sendDate = false;
    ctx.res.once('close', () => {
      if (!ctx.path.startsWith('/_sandbox/'))
        wire.counters.answered(ctx.res.writableFinished ? ctx.status : 0);
    });
    await next();
  });
  const router = new Router();
  orderRoutes(router, wire);
  hookRoutes(router, wire);
  feedRoutes(router, wire);
  inventoryRoutes(router, wire);
  reservationRoutes(router, wire);
  controlRoutes(router, wire);
  app.use(router.routes());
  return app;
}
