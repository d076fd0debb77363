import { deriveReservations as derive } from '../../core/reservation/derive';
import type { ChainMiddleware } from './context';

/** What this one reading of the order says about its reservations; what was known before is not looked at yet. */
export const deriveReservations: ChainMiddleware = async (ctx, next) => {
  if (ctx.order !== null) {
    ctx.derived = derive(ctx.order, new Map(ctx.reservationsById.map((read) => [read.lockId, read])));
  }
  return next();
};
