import { planPositionsOf } from '../../orders/plan-positions-of';
import type { OrderMiddleware } from './context';

/** Asks for plans of the positions where the order leaves something to be removed. */
export const askForPlans: OrderMiddleware = async (ctx, next) => {
  await planPositionsOf(ctx.services, ctx.recorded, ctx.planning);
  return next();
};
