import { isOneOf } from '../../http/same-secret';
import type { HookMiddleware } from './context';

/**
 * VTEX signs nothing, but sends the headers the hook was registered with, on its ping too: the secret among
 * them is what tells its requests from anybody else's. It comes before the body: a stranger's is never kept.
 */
export const authenticate: HookMiddleware = (ctx, next) => {
  if (!isOneOf(ctx.receivedKey, ctx.hookSecrets)) {
    ctx.reply = { status: 401, message: 'Header x-holdfast-key is missing or wrong.', hangUp: true };
    return Promise.resolve();
  }
  return next();
};
