import { recordReading } from '../../orders/record-reading';
import type { ChainMiddleware } from './context';

/** Puts the reading beside the record, under the order's lock, and keeps what came of it. */
export const recordReservations: ChainMiddleware = async (ctx, next) => {
  if (ctx.order !== null) {
    const locks = new Map(ctx.reservationsById.map((read) => [read.lockId, read]));
    const { order, readAtMs, derived } = ctx;
    ctx.recorded = await recordReading(ctx, { order, readAtMs, derived, locks });
  }
  return next();
};
