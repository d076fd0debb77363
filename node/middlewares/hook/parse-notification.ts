import type { HookMiddleware } from './context';
import { readHookBody } from './read-hook-body';

/** Body of a hook request may not be longer than this, in bytes. */
export const HOOK_BODY_LIMIT = 64 * 1024;

/** Reads the body once; nobody after this sees the JSON. Only notifications of our own account go on. */
export const parseNotification: HookMiddleware = async (ctx, next) => {
  const body = await ctx.readBody();
  if (body.kind === 'too-long') {
    ctx.reply = { status: 413, message: 'The body is longer than 64 KiB.', hangUp: true };
    return;
  }
  if (body.kind === 'broken') {
    ctx.reply = { status: 400, message: 'The body could not be read.' };
    return;
  }
  const read = readHookBody(body.text);
  if (read.kind === 'not-a-notification') {
    ctx.reply = { status: 400, message: read.reason };
    return;
  }
  if (read.message.kind === 'notification' && !isOurs(read.originAccount, ctx.account)) {
    ctx.reply = { status: 401, message: `Origin.Account is not ${ctx.account}.` };
    return;
  }
  ctx.message = read.message;
  return next();
};

function isOurs(originAccount: string | null, account: string): boolean {
  return originAccount === account || originAccount?.toLowerCase() === account.toLowerCase();
}
