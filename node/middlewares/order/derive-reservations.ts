import { locksToRead, readLocks } from '../../orders/read-locks';
import { othersWithItsLocks } from '../../orders/record-reading';
import type { OrderMiddleware } from './context';

/**
 * Asks VTEX about the locks whose reservations the order alone does not tell, so that they can be derived when the
 * reading is recorded. What cannot be read does not hold up the order: it is recorded as far as it is known.
 */
export const deriveReservations: OrderMiddleware = async (ctx, next) => {
  const { services, order, doubtfulLocks } = ctx;
  const known = await services.store.knownOrder(order.orderId);
  const lockIds = new Set([...locksToRead(services, order, known), ...doubtfulLocks]);
  ctx.locks = await readLocks(services, [...lockIds]);
  ctx.others = await othersWithItsLocks(services, order, known);
  return next();
};
