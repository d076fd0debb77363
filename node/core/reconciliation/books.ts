import type { LockId, OrderId } from '../id';
import type { InvoicedPart } from '../order/left';
import type { Position } from '../position';
import type { ReservationStatus } from '../reservation/reservation';

/** What VTEX says of one position, from one consistent read. */
export interface StoreBooks {
  totalQuantity: number;
  /** What VTEX counts as reserved. */
  held: HeldReservation[];
  /** LockIds that VTEX itself lists as expired, canceled or aborted. */
  ended: LockId[];
}

export interface HeldReservation {
  lockId: LockId;
  quantity: number;
  isAcknowledged: boolean;
  /** Reserved so lately that its event may be on the way. */
  isYoung: boolean;
  /**
   * The record of this lock, when `record` has none that still matters here: a kit's part, whose kit is recorded
   * (`kit`); a reservation that is over by our record (`over`); or none at all.
   */
  otherwise:
    | { kind: 'kit'; orderId: OrderId }
    | { kind: 'over'; orderId: OrderId; isFresh: boolean; isCanceled: boolean }
    | null;
}

/** One reservation of Holdfast's own record; all that are not over, and ended ones that the ERP has not booked. */
export interface RecordedReservation {
  lockId: LockId;
  orderId: OrderId;
  /** As the ERP was told: reserved, and from the invoice on what left. */
  quantity: number;
  /** What VTEX reserves here on its behalf; 0 for units that are not reserved, or reserved under a kit's parts. */
  reservedQuantity: number;
  status: ReservationStatus;
  /** Units that VTEX's total lacks on its behalf already. */
  deductedQuantity: number;
  isLost: boolean;
  isAcknowledged: boolean;
  /** Units that left by moment, as its order says: also of an order that is invoiced in part. */
  partsLeft: readonly InvoicedPart[];
  /** Its order changed so lately that one side may be a moment behind; or its time has just run out. */
  isFresh: boolean;
  /** Null when no ERP could be read, or it is not told of this one. */
  erp: ErpReservation | null;
}

/** One reservation as the ERP has it. */
export interface ErpReservation {
  /** Null: the ERP does not list it, or lists it in words of its own. */
  status: ReservationStatus | null;
  isListed: boolean;
  /** 0 where it is not listed. */
  quantity: number;
  /** Its on hand lacks these units. */
  hasLeft: boolean;
  /** Something of its order is still to be told to the ERP. */
  isUntold: boolean;
}

/** What the ERP says of one position. */
export interface ErpBooks {
  onHand: number;
  /** False when it cannot name its reservations: what was told is then taken for booked. */
  namesReservations: boolean;
  /** Open reservations of its books that our record does not have at all. */
  unheardOf: { lockId: LockId; quantity: number }[];
  /** It was told of this position so lately that it may still be booking. */
  isBooking: boolean;
}

/** How the books stood when they were compared last; what was found then and not set right is carried on. */
export interface Opening {
  /** VTEX's total then, or as our last proven update since left it. */
  totalQuantity: number;
  /** What the ERP had more (or less) than expected, by where it came from; empty when no ERP was read. */
  residual: Residual | null;
}

export type Residual = Partial<Record<Exclude<DifferenceClass, 'late'>, number>>;

/** Everything that is compared for one position. */
export interface PositionBooks {
  position: Position;
  store: StoreBooks;
  record: RecordedReservation[];
  erp: ErpBooks | null;
  opening: Opening | null;
  /** An update of ours is on its way, or its outcome is not known yet. */
  isUpdating: boolean;
}

/**
 * | class | explained by |
 * |---|---|
 * | late | something in flight: a message not delivered, an event a moment old, an update not read back |
 * | lost-reservation | units still to leave, or that left unreleased, for which VTEX holds no reservation |
 * | foreign-update | an update that was not ours changed VTEX's total, or released what had left |
 * | erp-only-movement | the ERP's on hand changed without a reservation of ours |
 * | unknown | nothing we know of |
 */
export type DifferenceClass =
  | 'late'
  | 'lost-reservation'
  | 'foreign-update'
  | 'erp-only-movement'
  | 'unknown';

export type AccountName = 'reserved' | 'total' | 'on-hand' | 'booked';

export interface Account {
  expected: number;
  actual: number;
}

export interface Difference {
  account: AccountName;
  class: DifferenceClass;
  /** Actual less expected. 0 where only a status differs. */
  units: number;
  lockIds: LockId[];
  orderIds: OrderId[];
  /** One sentence for a person. */
  message: string;
}

/** What one account shows: both sides, and the differences that make them equal. */
export interface Entry {
  account: Account;
  differences: Difference[];
}
