import { mirrorOrder } from '../../orders/ask-for-delivery';
import type { ChainMiddleware } from './context';

/** Asks for the delivery of what the order still has to tell the ERP. */
export const mirrorToErp: ChainMiddleware = async (ctx, next) => {
  if (ctx.order !== null) await mirrorOrder(ctx, ctx.order.orderId);
  return next();
};
