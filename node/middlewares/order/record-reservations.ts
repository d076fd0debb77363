import { recordReading } from '../../orders/record-reading';
import type { ChainMiddleware } from './context';

/** Puts the reading beside the record, under the order's lock, and keeps what came of it. */
export const recordReservations: ChainMiddleware = async (ctx, next) => {
  if (ctx.order !== null) {
    const { order, readAtMs, locks, others } = ctx;
    ctx.recorded = await recordReading(ctx, { order, readAtMs, locks, others });
  }
  return next();
};
