import type { Middleware } from 'koa-compose';
import type { ReservationById, VtexApi } from '../../clients/vtex/vtex-api';
import type { Order } from '../../core/order/order';
import type { Position } from '../../core/position';
import type { DerivedReservation } from '../../core/reservation/reservation';
import type { Plan } from '../../store/plan';
import type { Dispatcher, OrderDecision, Store } from '../../store/store';

/** Settings of an account that the chain decides by. */
export interface ChainSettings {
  mode: 'recommend' | 'execute';
  guardGapMs: number;
  /** How long invoices of one position are gathered into one update. */
  gatherWindowMs: number;
  /** False when no ERP is connected: nothing is queued for it. */
  mirrorOn: boolean;
}

/** What the chain works with: everything from outside is passed in. */
export interface ChainServices {
  account: string;
  vtex: VtexApi;
  store: Store;
  dispatcher: Dispatcher;
  settings: ChainSettings;
  /** Epoch ms of our own clock. */
  now(): number;
  newId(): string;
  /** Resolves after `ms`; the simulation's clock may make that at once. */
  pause(ms: number): Promise<void>;
}

/** What the job edge does next. Whatever is not `done` was already logged. */
export type ChainOutcome =
  | { kind: 'done' }
  /** Come back: somebody else holds the position, VTEX asked us to wait, or only time is missing. */
  | { kind: 'again'; afterMs: number; reason: string }
  /** Waiting helps nothing; a person has to change something (a key, a resource) first. */
  | { kind: 'parked'; reason: string };

/**
 * Travels along `loadOrder -> deriveReservations -> recordReservations -> mirrorToErp -> planRemovals ->
 * executeRemovals`. Work on a position enters at `planRemovals` with `positions` set and no order.
 */
export interface ChainContext extends ChainServices {
  orderId: string | null;
  /** Epoch ms at which the newest request for this order came in, where the caller knows it. */
  askedAtMs: number | null;
  order: Order | null;
  /** Epoch ms just before the order was asked for. */
  readAtMs: number;
  /** Reservations read by id because their computed expiry has passed. */
  reservationsById: ReservationById[];
  derived: DerivedReservation[];
  recorded: OrderDecision | null;
  /** Positions that may have become ready for a removal. */
  positions: Position[];
  trigger: Plan['trigger'];
  plans: Plan[];
  outcome: ChainOutcome;
}

export type ChainMiddleware = Middleware<ChainContext>;
