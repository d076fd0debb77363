import type { HookMiddleware } from './context';

/** VTEX saves a hook only when the ping is answered with 200 ("Feed v3 and Hook", Orders guide). */
export const answerPing: HookMiddleware = (ctx, next) => {
  if (ctx.message?.kind === 'ping') {
    ctx.reply = { status: 200, message: 'pong' };
    return Promise.resolve();
  }
  return next();
};
