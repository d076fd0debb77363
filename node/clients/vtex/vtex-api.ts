import type { InventoryUpdate } from '../../core/gate/plan';
import type { Balance, ListedPage } from '../../core/gate/reading';
import type { LockId, OrderId } from '../../core/id';
import type { Instant } from '../../core/instant';
import type { HeldLock, Order } from '../../core/order/order';
import type { Position } from '../../core/position';
import type { LockFacts } from '../../core/reservation/status';
import type { Said } from '../../core/said/said';

/** Why a call to VTEX did not give what was asked for. */
export interface VtexFailure {
  kind:
    | 'not-found'
    | 'unauthorized'
    | 'forbidden'
    | 'rate-limited'
    | 'locked'
    | 'too-many-active'
    | 'rejected'
    | 'unavailable'
    | 'no-answer'
    | 'unreadable-answer';
  retry: 'never' | 'later' | 'ask-a-person';
  /** For `later`: how long VTEX, or the table of the client, wants us to wait. */
  retryAfterMs: number | null;
  /** HTTP status; null when there was no answer. */
  status: number | null;
  /** `PUT /api/logistics/...` with the ids left as placeholders, for logs and metrics. */
  endpoint: string;
  /** License Manager resource that a 403 says is missing, for example `Logistics full access`. */
  missingResource: string | null;
  /** For writes: the call may have been applied although it failed (5xx, time-out). Read back before retrying. */
  maybeApplied: boolean;
  /** Short, without secrets or personal data. */
  message: string;
  /** The same in parts; absent where only the message says it. */
  said?: Said[];
}

export type VtexResult<T> =
  | { ok: true; value: T; date: Instant | null }
  | { ok: false; failure: VtexFailure };

export interface ListedOrder {
  orderId: OrderId;
  status: string | null;
  createdAt: Instant | null;
}

/** A half-open stretch of time, `[from, to)`. */
export interface TimeWindow {
  from: Instant;
  to: Instant;
}

export interface HookConfig {
  url: string;
  headers: Record<string, string>;
  filter: { type: string; status: string[] };
}

/** The body that saves a configuration again, with what we do not read of it; it may carry somebody's secrets. */
export interface Savable {
  savedAs: unknown;
}

/** A configuration as VTEX has it. */
export type Found<Config> = Config & Savable;

export interface FeedConfig {
  filter: { type: string; status: string[] };
  visibilityTimeoutSeconds: number | null;
  messageRetentionSeconds: number | null;
  /** Messages waiting, where VTEX says. */
  quantity: number | null;
  oldestMessageAgeSeconds: number | null;
}

export interface FeedItem {
  eventId: string;
  handle: string;
  domain: string | null;
  orderId: OrderId;
  state: string | null;
  lastState: string | null;
  currentChange: Instant | null;
}

export type ReservationById = HeldLock & LockFacts;

/** The operations of one VTEX account that Holdfast uses. Implementations never retry a write by themselves. */
export interface VtexApi {
  getOrder(orderId: OrderId): Promise<VtexResult<Order>>;
  /**
   * Every order whose `field` date lies in the window, of one status ("List orders", `f_status`) when one is given;
   * splits the window where VTEX's 30 pages end.
   */
  listOrders(
    field: 'creationDate' | 'authorizedDate' | 'invoicedDate',
    window: TimeWindow,
    status?: string,
  ): AsyncIterable<VtexResult<ListedOrder[]>>;

  getHookConfig(): Promise<VtexResult<Found<HookConfig> | null>>;
  /** VTEX pings its address first. */
  saveHookConfig(config: HookConfig | Savable): Promise<VtexResult<void>>;
  /** Done, too, when there was none. */
  deleteHookConfig(): Promise<VtexResult<void>>;
  getFeedConfig(): Promise<VtexResult<Found<FeedConfig> | null>>;
  saveFeedConfig(
    config:
      | (Pick<FeedConfig, 'filter'> & { visibilityTimeoutSeconds: number; messageRetentionSeconds: number })
      | Savable,
  ): Promise<VtexResult<void>>;
  /** Done, too, when there was none. */
  deleteFeedConfig(): Promise<VtexResult<void>>;
  /** At most ten at a time. */
  readFeed(): Promise<VtexResult<FeedItem[]>>;
  commitFeed(handles: string[]): Promise<VtexResult<void>>;

  listWarehouses(): Promise<VtexResult<{ id: string; name: string; isActive: boolean }[]>>;
  /** Null when VTEX holds no balance for that warehouse. */
  getBalance(position: Position): Promise<VtexResult<Balance | null>>;
  /** "Inventory by SKU and warehouse": one row per dock or supply lot. */
  getInventoryRows(
    position: Position,
  ): Promise<
    VtexResult<
      { totalQuantity: number; reservedQuantity: number; availableQuantity: number; isUnlimited: boolean }[]
    >
  >;
  /** `page` starts at 1; an empty page ends the list. */
  listReservations(position: Position, page: number): Promise<VtexResult<ListedPage & { hasMore: boolean }>>;
  getReservation(lockId: LockId): Promise<VtexResult<ReservationById>>;
  acknowledgeReservation(lockId: LockId): Promise<VtexResult<void>>;
  cancelReservation(lockId: LockId): Promise<VtexResult<void>>;
  updateInventory(position: Position, update: InventoryUpdate): Promise<VtexResult<void>>;
}
