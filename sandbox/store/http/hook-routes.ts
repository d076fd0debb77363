import type Router from '@koa/router';
import { z } from 'zod';
import { badRequest, register, type StoreWire } from './call';

const CONFIG = '/api/orders/hook/config';

const hookConfig = z.object({
  filter: z.object({
    type: z.enum(['FromWorkflow', 'FromOrders']),
    status: z.array(z.string()).optional(),
    expression: z.string().optional(),
  }),
  hook: z.object({ url: z.url(), headers: z.record(z.string(), z.string()).optional() }),
});

/** One hook per app key. Saving pings first; a hook that does not answer 200 is not saved. */
export function hookRoutes(router: Router, wire: StoreWire): void {
  const { hook } = wire.store;
  register(router, wire, 'get', CONFIG, 'getHookConfig', ({ ctx }) => {
    const config = hook.config();
    ctx.status = config ? 200 : 404;
    ctx.body = config ?? { error: { code: '404', message: 'Hook configuration not found', exception: null } };
  });
  register(router, wire, 'post', CONFIG, 'saveHookConfig', async ({ ctx, body }) => {
    const config = hookConfig.safeParse(body);
    if (!config.success)
      return badRequest(ctx, `Invalid hook configuration: ${config.error.issues[0]?.message}`);
    const { filter } = config.data;
    if (filter.status && filter.expression) {
      ctx.status = 409;
      ctx.body = {
        error: { code: '409', message: 'status and expression exclude each other', exception: null },
      };
      return;
    }
    if (!isAllowed(config.data.hook.url)) return badRequest(ctx, 'The hook url must be https');
    if (!(await hook.save(config.data))) return badRequest(ctx, 'The hook did not answer the ping with 200');
    ctx.body = config.data;
  });
  register(router, wire, 'delete', CONFIG, 'deleteHookConfig', ({ ctx }) => {
    hook.remove();
    ctx.status = 200;
    ctx.body = '';
  });
}

/** VTEX takes https only; the sandbox also what never leaves this machine. */
function isAllowed(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
