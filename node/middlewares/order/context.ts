import type { Middleware } from 'koa-compose';
import type { VtexFailure } from '../../clients/vtex/vtex-api';
import type { LockId, OrderId } from '../../core/id';
import type { Order } from '../../core/order/order';
import type { Position } from '../../core/position';
import type { LocksAnswered } from '../../orders/read-locks';
import type { KnownOrder, OrderDecision } from '../../store/store';
import type { ChainServices } from '../chain-services';

/**
 * Travels along `loadOrder -> deriveReservations -> recordReservations -> mirrorToErp -> askForPlans`. What a
 * middleware sets is there for those after it: an order that VTEX does not tell ends the chain at `loadOrder`.
 */
export interface OrderContext {
  readonly services: ChainServices;
  readonly orderId: OrderId;
  /** Its reservations that need VTEX's own word whatever the order says, one call each. */
  readonly doubtfulLocks: readonly LockId[];
  /** A position of it that somebody is planning already. */
  readonly planning: Position | null;
  /** Of `loadOrder`: why VTEX did not tell the order. */
  failure: VtexFailure | null;
  /** Of `loadOrder`: epoch ms just before the order was asked for. */
  readAtMs: number;
  /** Of `loadOrder`. */
  order: Order;
  /** Of `deriveReservations`: what VTEX said of the locks that the order alone does not tell. */
  locks: LocksAnswered;
  /** Of `deriveReservations`: other orders that name the order's locks; null: not looked for. */
  others: KnownOrder[] | null;
  /** Of `recordReservations`. */
  recorded: OrderDecision;
}

export type OrderMiddleware = Middleware<OrderContext>;
