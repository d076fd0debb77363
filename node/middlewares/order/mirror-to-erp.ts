import { mirrorOrder } from '../../orders/ask-for-delivery';
import type { OrderMiddleware } from './context';

/** Asks for the delivery of what the order still has to tell the ERP. */
export const mirrorToErp: OrderMiddleware = async (ctx, next) => {
  await mirrorOrder(ctx.services, ctx.order.orderId);
  return next();
};
