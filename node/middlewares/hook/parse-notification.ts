import type { HookMiddleware } from './context';
import { readHookBody } from './read-hook-body';

/** Reads the body once; nobody after this sees the JSON. Only notifications of our own account go on. */
export const parseNotification: HookMiddleware = (ctx, next) => {
  const read = readHookBody(ctx.body);
  if (read.kind === 'not-a-notification') {
    ctx.reply = { status: 400, message: read.reason };
    return Promise.resolve();
  }
  if (read.message.kind === 'notification' && !isOurs(read.originAccount, ctx.account)) {
    ctx.reply = { status: 401, message: `Origin.Account is not ${ctx.account}.` };
    return Promise.resolve();
  }
  ctx.message = read.message;
  return next();
};

function isOurs(originAccount: string | null, account: string): boolean {
  return originAccount === account || originAccount?.toLowerCase() === account.toLowerCase();
}
