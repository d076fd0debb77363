import type { WatermarkTrust } from '../../core/gate/gate-input';
import type { OrderId, PlanId } from '../../core/id';
import type { Instant } from '../../core/instant';
import type { Order } from '../../core/order/order';
import type { Position } from '../../core/position';
import type {
  KnownReservation,
  ReservationChange,
  StoredReservation,
} from '../../core/reservation/reservation';
import type { Delivery, NewDelivery } from '../../store/delivery';
import type { Plan, StoredCount } from '../../store/plan';
import type { StoredLogEntry } from '../../store/sync-log';

/** What every document of the truth carries beside its own. */
export interface DocumentHead {
  /** Grows by one with every write. */
  revision: number;
  /** Unique to the write: after a write without an answer it tells whether it was ours. Also makes etags unique. */
  commitId: string;
  /** The newest lines; those of a revision above `flushedRevision` may not be in the sink yet. */
  log: StoredLine[];
  flushedRevision: number;
  /** Committed here, not yet carried into the other documents it names. */
  redo: Redo | null;
  stream: StreamPart;
}

export interface StoredLine extends StoredLogEntry {
  revision: number;
}

/** A delivery stream, kept in the document of what it tells of. */
export interface StreamPart {
  lastSequence: number;
  /** All that are to be told, and the last accepted ones; in sequence. */
  deliveries: Delivery[];
  /** Ids of older accepted ones, and of recommendations replaced untold: recorded again, they are not told. */
  acceptedIds: string[];
}

/** `orders/{orderId}` */
export interface OrderDocument extends DocumentHead {
  kind: 'order';
  orderId: OrderId;
  /** Null while only a reservation of it was recorded. */
  order: Order | null;
  /** Epoch ms. */
  readAtMs: number;
  reservations: StoredReservation[];
  /** In the order of recording. */
  changes: ReservationChange[];
  /** A removal that is being concluded has the order: nobody else changes it meanwhile. */
  heldBy: Hold | null;
}

export interface Hold {
  position: Position;
  token: string;
  /** Epoch ms; afterwards anybody may end the conclusion it belongs to. */
  untilMs: number;
}

/** `positions/{skuId}/{warehouseId}` */
export interface PositionDocument extends DocumentHead {
  kind: 'position';
  position: Position;
  /** Orders that have a reservation here: a superset. Epoch ms at which each was entered, or entered again. */
  holders: Record<string, number>;
  /** In the order of recording: all that can change, and the last closed ones. Older ones are archived with their pointer. */
  plans: StoredPlan[];
  /** Ids of plans that were archived last: recorded again, they change nothing. */
  archivedIds: string[];
  /** In the order of recording, the last ones. */
  counts: StoredCount[];
  /** The newest plan that carried a count, by the count's reference; the last ones. */
  carriers: { reference: string; planId: PlanId }[];
  /** The attempt at concluding a removal that may commit; any other is void. */
  concluding: { token: string; untilMs: number } | null;
  /** Of the archived plans; absent while none of them has proven one. */
  archivedTotal?: ProvenTotal | null;
}

/** VTEX's total as an update of ours was proven to have left it. */
export interface ProvenTotal {
  quantity: number;
  /** Epoch ms. */
  atMs: number;
}

export interface StoredPlan {
  plan: Plan;
  /** Epoch ms at which it was last found to stand. */
  stoodAtMs: number | null;
  /** Of the document, when the plan changed last. */
  changedRevision: number;
}

/** `streams/{name}`: streams that belong to neither an order nor a position. */
export interface StreamDocument extends DocumentHead {
  kind: 'stream';
  name: string;
}

/** `removed/{skuId}/{warehouseId}`: what was removed here, of orders that left the position's index. */
export interface RemovedDocument {
  kind: 'removed';
  position: Position;
  reservations: KnownReservation[];
  /** Latest invoice among those that had to be forgotten. */
  forgottenUpTo: Instant | null;
}

/** `totals/{skuId}/{warehouseId}` */
export interface TotalDocument {
  kind: 'total';
  position: Position;
  totalQuantity: number;
}

/** `plans/{planId}`, written before the plan. */
export interface PlanPointer {
  kind: 'plan';
  position: Position;
  /** The plan itself once the position's document no longer has it; it cannot change any more. */
  archived: Plan | null;
}

/** `locks/{lockId}`, written before the orders that hold it; usually one. */
export interface LockPointer {
  kind: 'lock';
  orderIds: OrderId[];
}

/** What one step carries into other documents once it is committed. Applying it twice equals once. */
export interface Redo {
  token: string;
  orders: RedoOrder[];
  /** Deliveries of streams that are kept elsewhere. */
  deliveries: NewDelivery[];
  trust: WatermarkTrust | null;
  /** Epoch ms of the step. */
  atMs: number;
}

/** Applied while the order is held with the token; the hold ends with it. */
export interface RedoOrder {
  orderId: OrderId;
  reservations: KnownReservation[];
  changes: ReservationChange[];
  deliveries: NewDelivery[];
}
