import { locksToRead, readLocks } from '../../orders/read-locks';
import { othersWithItsLocks } from '../../orders/record-reading';
import { failureEntry, outcomeOfFailure, worse } from '../../services/outcome';
import type { ChainMiddleware } from './context';

/**
 * Asks VTEX about the locks whose reservations the order alone does not tell, so that they can be derived when the
 * reading is recorded. What cannot be read does not hold up the order: it is recorded as far as it is known, and
 * looked at again.
 */
export const deriveReservations: ChainMiddleware = async (ctx, next) => {
  const { order } = ctx;
  if (order === null) return next();
  const known = await ctx.store.knownOrder(order.orderId);
  const { read, failures } = await readLocks(ctx, locksToRead(ctx, order, known));
  ctx.locks = read;
  ctx.others = await othersWithItsLocks(ctx, order, known);
  for (const failure of failures) ctx.outcome = worse(ctx.outcome, outcomeOfFailure(failure));
  if (failures.length > 0)
    await ctx.store.appendLog(failures.map((failure) => failureEntry(failure, { orderId: order.orderId })));
  return next();
};
