import { timingSafeEqual } from 'node:crypto';
import type { HookMiddleware } from './context';

/**
 * VTEX signs nothing, but sends the headers the hook was registered with, on its ping too: the secret among
 * them is what tells its requests from anybody else's.
 */
export const authenticate: HookMiddleware = (ctx, next) => {
  if (!sameSecret(ctx.receivedKey, ctx.hookSecret)) {
    ctx.reply = { status: 401, message: 'Header x-holdfast-key is missing or wrong.' };
    return Promise.resolve();
  }
  return next();
};

/** Takes as long for a key that is nearly right as for one that is not; only the length shows. */
function sameSecret(received: string | undefined, secret: string): boolean {
  if (received === undefined || secret === '') return false;
  const left = Buffer.from(received);
  const right = Buffer.from(secret);
  return left.length === right.length && timingSafeEqual(left, right);
}
