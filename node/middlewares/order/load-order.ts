import type { OrderMiddleware } from './context';

/** Reads the order as VTEX has it now. An event is only a hint, so whatever it claimed is not looked at. */
export const loadOrder: OrderMiddleware = async (ctx, next) => {
  ctx.readAtMs = ctx.services.now();
  const answer = await ctx.services.vtex.getOrder(ctx.orderId);
  if (!answer.ok) {
    ctx.failure = answer.failure;
    return;
  }
  ctx.order = answer.value;
  return next();
};
