import type { HookMiddleware } from './context';

/** Answers 200 only once the record and its job are committed: VTEX repeats whatever got no 200. */
export const enqueue: HookMiddleware = async (ctx, next) => {
  if (!ctx.taken) return next();
  const outcome = await ctx.intake.take(ctx.taken);
  ctx.reply =
    outcome.kind === 'durable' ? { status: 200, message: 'ok' } : { status: 503, message: outcome.message };
  return next();
};
