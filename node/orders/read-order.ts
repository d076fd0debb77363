import type { VtexFailure } from '../clients/vtex/vtex-api';
import type { LockId, OrderId } from '../core/id';
import type { Position } from '../core/position';
import type { ChainServices } from '../middlewares/chain-services';
import { orderChain } from '../middlewares/order/chain';
import type { OrderContext } from '../middlewares/order/context';
import type { KnownOrder } from '../store/store';
import type { LocksAnswered } from './read-locks';

export type SeenOrder =
  | {
      kind: 'seen';
      known: KnownOrder;
      /** What VTEX said of the locks that were asked. */
      locks: LocksAnswered;
    }
  | { kind: 'failure'; failure: VtexFailure };

/**
 * Reads an order and does with it what its chain does: records, mirrors, and asks for plans. An event, a plan and a
 * reconciliation all come here, so an event that was missed is made good by whoever reads the order next.
 * `planning` is the position it is read for, which is being planned already; `doubtfulLocks` are reservations of it
 * that need VTEX's own word, one call each.
 */
export async function readOrder(
  services: ChainServices,
  orderId: OrderId,
  planning: Position | null = null,
  doubtfulLocks: readonly LockId[] = [],
): Promise<SeenOrder> {
  const request = { services, orderId, planning, doubtfulLocks, failure: null };
  // The rest is set by the chain, each part before it is needed.
  const ctx = request as Partial<OrderContext> as OrderContext;
  await orderChain(ctx);
  if (ctx.failure !== null) return { kind: 'failure', failure: ctx.failure };
  const { order, readAtMs, reservations } = ctx.recorded;
  return { kind: 'seen', known: { order, readAtMs, reservations }, locks: ctx.locks };
}
