import type { Middleware } from 'koa-compose';
import type { ReservationById } from '../../clients/vtex/vtex-api';
import type { Order } from '../../core/order/order';
import type { Position } from '../../core/position';
import type { KnownReservation } from '../../core/reservation/reservation';
import type { ChainOutcome, ChainServices } from '../../services/chain-services';
import type { Plan } from '../../store/plan';
import type { Lease, OrderDecision } from '../../store/store';

/**
 * Travels along `loadOrder -> deriveReservations -> recordReservations -> mirrorToErp -> planRemovals ->
 * executeRemovals`. Work on a position enters at `planRemovals` with `positions` set and no order.
 */
export interface ChainContext extends ChainServices {
  orderId: string | null;
  /** Epoch ms of the first of the looks that did not find it; null: there was none. */
  missingSinceMs: number | null;
  order: Order | null;
  /** Epoch ms just before the order was asked for. */
  readAtMs: number;
  /** Reservations that were read by their LockId, because the order alone does not tell them. */
  locks: ReservationById[];
  /** Reservations of other orders that name the order's locks. */
  others: KnownReservation[];
  recorded: OrderDecision | null;
  /** Positions that may have become ready for a removal. */
  positions: Position[];
  trigger: Plan['trigger'];
  plans: Plan[];
  /** Of `positions`, as long as the chain runs. */
  leases: Lease[];
  outcome: ChainOutcome;
}

export type ChainMiddleware = Middleware<ChainContext>;
