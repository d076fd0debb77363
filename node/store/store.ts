import type { WatermarkTrust } from '../core/gate/gate-input';
import type { LockId, OrderId, PlanId } from '../core/id';
import type { Instant } from '../core/instant';
import type { PlanState } from '../core/plan/plan-state';
import type { Position } from '../core/position';
import type { RecordedOrder } from '../core/record/order-facts';
import type { KnownReservation, ReservationChange } from '../core/reservation/reservation';
import type { Delivery, NewDelivery, WantedDeliveries } from './delivery';
import type { Notification } from './notification';
import type { CarriedCount, Plan, RemovalIntent, RemovalResult, StoredCount } from './plan';
import type { LogEntry } from './sync-log';

/**
 * What the chain needs to remember, for one account. PostgreSQL, VBase and memory implement it; the same
 * contract suite runs against each (`test/store-contract`). Every method is one atomic step: it is wholly
 * there after a crash, or not at all.
 */
export interface Store
  extends OrderStore,
    PositionStore,
    PlanStore,
    DeliveryStore,
    LogStore,
    SettingStore,
    FirstSettingStore {
  readonly account: string;
}

/** Small facts of an account: cursors of the listeners, secrets that were made at start. */
export interface SettingStore {
  setting(key: string): Promise<unknown>;
  setSetting(key: string, value: unknown): Promise<void>;
}

/** For what several processes make at their first start and must agree on. */
export interface FirstSettingStore {
  /** Keeps the value unless the key has one already; what is kept then, whoever came first. */
  keepSetting(key: string, value: unknown): Promise<unknown>;
}

export interface LogStore {
  appendLog(entries: readonly LogEntry[]): Promise<void>;
}

export interface KnownOrder extends RecordedOrder {
  /** Epoch ms of the reading. */
  readAtMs: number;
  reservations: KnownReservation[];
}

/** What a reading of an order leads to; made by a pure function from the order and what was known. */
export interface OrderDecision extends KnownOrder {
  /** What changed, in order. */
  changes: ReservationChange[];
  /** One per change when a mirror is on. */
  deliveries: NewDelivery[];
  log: LogEntry[];
}

export interface OrderStore {
  knownOrder(orderId: OrderId): Promise<KnownOrder | null>;
  /**
   * Recorded orders for several locks in one go; locks nobody recorded are absent. A lock may be named by several (a
   * replaced order and its successor); they come in the order of their ids.
   */
  knownOrdersByLock(lockIds: readonly LockId[]): Promise<Map<LockId, KnownOrder[]>>;
  /**
   * Records a reading. `decide` runs while nobody else can change the order (row lock, or a conditional
   * write that is tried again), may run more than once and must be pure.
   */
  changeOrder(orderId: OrderId, decide: (known: KnownOrder | null) => OrderDecision): Promise<OrderDecision>;
  /**
   * Orders with an authorized reservation whose `expiresAt` has passed (not read since, or an hour ago), and
   * orders still under way not read since.
   */
  ordersToLookAt(expiredBefore: Instant, notReadSinceMs: number, limit: number): Promise<OrderId[]>;
}

/** Held by one worker at a time; lost when its process dies. */
export interface Lease {
  /**
   * False once it was ended, or is known to be lost: its connection broke, or its time is over. Then somebody
   * else may be at work already, and what was planned under it is not sent.
   */
  isHeld(): boolean;
  end(): Promise<void>;
}

export interface PositionStore {
  /** Null when somebody else holds it: come back later. */
  lockPosition(position: Position): Promise<Lease | null>;
  /** Serialises the updates of a whole account while its watermark is unproven. */
  lockAccountUpdates(): Promise<Lease | null>;
  /** Reservations of the position that are not over: all but `removed`, `expired` and canceled ones VTEX no longer lists. */
  knownAtPosition(position: Position): Promise<KnownReservation[]>;
  /** `removed` reservations of the position invoiced after the instant, for a stock count. */
  removedSince(position: Position, since: Instant): Promise<KnownReservation[]>;
  /**
   * Positions that hold a settled reservation not yet removed and whose current plan was made, and last found
   * to stand, before that (or is absent), for whoever lost a job. Those planned longest ago first.
   */
  positionsToPlan(plannedBeforeMs: number, limit: number): Promise<Position[]>;
  /**
   * Positions after that one, in the order of their ids (SKU, then warehouse), from the first when it is null.
   * `open`: those with an acknowledged reservation whose goods are still to leave. `any`: all that a reservation
   * or a plan names.
   */
  positionsAfter(after: Position | null, limit: number, holding: 'open' | 'any'): Promise<Position[]>;
  /** VTEX's total of the position as a reading that was made use of had it last; null when there was none. */
  lastTotal(position: Position): Promise<number | null>;
  /** Remembers it. Called under the position's lease. */
  seeTotal(position: Position, totalQuantity: number): Promise<void>;
  watermarkTrust(): Promise<WatermarkTrust>;
  setWatermarkTrust(trust: WatermarkTrust): Promise<void>;
}

export interface PlanStore {
  /** See `currentOf` of `core/plan/plan-state`. */
  currentPlan(position: Position): Promise<Plan | null>;
  plan(planId: PlanId): Promise<Plan | null>;
  /** Records a plan, supersedes the position's open ones, and appends log and deliveries with it. */
  recordPlan(plan: Plan, effects: { deliveries: NewDelivery[]; log: LogEntry[] }): Promise<void>;
  /**
   * The position was planned again and says what the plan says: it counts as planned now (`positionsToPlan`).
   * Nothing else of the plan changes.
   */
  planStands(planId: PlanId): Promise<void>;
  /** False when the plan is in no state from which it may move there (`mayMoveFrom`): somebody else decided first. */
  movePlan(planId: PlanId, to: PlanState, by: { who: string; note: string | null }): Promise<boolean>;
  /**
   * Records the intent and the state `executing`; false when another plan's intent is open at that position,
   * or the plan is in no state of `MAY_BEGIN`. A plan that is `executing` may replace its
   * own intent: a further attempt, or the repair of what its update lost.
   */
  beginRemoval(planId: PlanId, intent: RemovalIntent): Promise<boolean>;
  /**
   * Closes the intent with what the read-back found, and everything that follows from it, at once. `decide`
   * gets the position's recorded reservations (all that are not over, and every one the intent names) while
   * their orders are locked; it may run more than once and must be pure.
   */
  concludeRemoval(planId: PlanId, decide: (known: KnownReservation[]) => RemovalConclusion): Promise<void>;
  /** Plans in state `executing`, oldest first. */
  unfinishedRemovals(): Promise<Plan[]>;
  /** Records a count; the plan of the same reference when it was seen before. A reference is unique per position. */
  recordCount(count: StoredCount): Promise<{ planId: PlanId; isNew: boolean }>;
  /**
   * The counts of the position that are kept, newest `countedAt` first (of equal ones the one recorded last),
   * each with the newest plan that carried it; only that of a reference when one is given.
   */
  countsAt(position: Position, wanted: { limit: number; reference?: string }): Promise<CarriedCount[]>;
  /** Forgets counts of the position; their plans stay. Called under the position's lease. */
  forgetCounts(position: Position, references: readonly string[]): Promise<void>;
}

export interface RemovalConclusion {
  state: Extract<PlanState, 'executed' | 'failed' | 'superseded'>;
  result: RemovalResult;
  /** Reservations whose record changes with it (released, deducted, lost). */
  reservations: KnownReservation[];
  changes: ReservationChange[];
  deliveries: NewDelivery[];
  log: LogEntry[];
  /** Learned by an account that knows nothing yet: what was broken, before this or meanwhile, stays so. */
  trust: 'proven' | null;
}

export interface DeliveryStore {
  /** Oldest delivery of the stream that is not accepted, or null; a parked one stops its stream. */
  nextDelivery(stream: string): Promise<Delivery | null>;
  recordAttempt(
    deliveryId: string,
    attempt: {
      state: Delivery['state'];
      attempts: number;
      nextAttemptAtMs: number;
      lastError: string | null;
      log: LogEntry[];
    },
  ): Promise<void>;
  /** Streams that have something pending and due, for whoever lost a job. */
  streamsDue(nowMs: number, limit: number): Promise<string[]>;
  /**
   * A page of the accepted deliveries that are still kept, without those that were sent again themselves; those of
   * one stream in its order. `after` is a page's `next`, null the beginning. A page may hold none and have a `next`.
   */
  acceptedDeliveries(
    wanted: WantedDeliveries,
    after: string | null,
    limit: number,
  ): Promise<{ deliveries: Delivery[]; next: string | null }>;
  /** Queues them at the end of their streams, those of one stream in one step; an id that is there stays as it is. */
  queueDeliveries(deliveries: readonly NewDelivery[]): Promise<void>;
}

/** Hands work to whoever does it next: jobs in the server, further events or direct calls in VTEX IO. */
export interface Dispatcher {
  lookAtOrders(notifications: readonly Notification[]): Promise<void>;
  /** One pending request per position; a later one never delays an earlier one. */
  planPosition(position: Position, notBeforeMs: number, trigger: Plan['trigger']): Promise<void>;
  deliver(stream: string, notBeforeMs: number): Promise<void>;
}
