import { noteSuccessor } from '../../orders/read-successor';
import { recordReading } from '../../orders/record-reading';
import type { OrderMiddleware } from './context';

/** Puts the reading beside the record, under the order's lock, and keeps what came of it. */
export const recordReservations: OrderMiddleware = async (ctx, next) => {
  const { services, order, readAtMs, locks, others } = ctx;
  ctx.recorded = await recordReading(services, { order, readAtMs, locks: locks.read, others });
  if (others !== null) await noteSuccessor(services, order, others);
  return next();
};
