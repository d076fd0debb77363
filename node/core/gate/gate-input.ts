import type { LockId, OrderId } from '../id';
import type { Instant } from '../instant';
import type { InvoicedPart } from '../order/left';
import type { LeftDoubt } from '../record/left-at';
import type { Attention, Kept } from './plan';
import type { KnownOpen } from './read-consistently';
import type { PositionReading } from './reading';
import type { LeftUnits, LockUnits, SetAside, StockCount } from './stock-count';

/** Everything that the gate decides one position by, from one reading. */
export interface GateInput {
  reading: PositionReading;
  /** By LockId, for every listed reservation that counts as active. A missing one counts as unreadable. */
  orders: ReadonlyMap<LockId, OrderFacts>;
  /** Open reservations (any active status) that our own record holds for this position. */
  knownOpen: readonly KnownOpen[];
  /** Invoiced reservations that VTEX let go before their goods left: a person is asked to take their units out. */
  left?: readonly LeftUnits[];
  /** Units that left without ever having been reserved: the next update takes them out. */
  unreserved?: readonly LeftUnits[];
  /** Of open orders; a count sets them aside. */
  unheld?: readonly UnheldUnits[];
  /**
   * Recorded reservations that the list does not show, and of which VTEX would not speak just now. A count could not
   * tell whether their units are still to leave.
   */
  silent?: readonly { lockId: LockId; orderId: OrderId }[];
  /** Since when, by VTEX's clock, readings of the position have not been fit to plan from; null when the last was. */
  unreadableSince?: Instant | null;
  deducted: readonly DeductedUnits[];
  trust: WatermarkTrust;
  guardGapMs: number;
  count: StockCount | null;
  /** LockIds of orders that the ERP was not told of yet. Absent: none. */
  untold?: ReadonlySet<LockId>;
  /** The count that was applied last, with what its plan kept, set aside and added back. */
  lastCount?: LastCount | null;
}

export interface LastCount {
  seenUpTo: Instant;
  kept: readonly Kept[];
  setAside?: readonly SetAside[];
  addedBack?: LockUnits[];
  /** A cancellation after this was certainly not known to whoever counted. Null or absent: any may have been. */
  sureFrom?: Instant | null;
  /** What its plan asked because nobody could tell what it saw: asked until the next count. */
  unsure?: readonly Attention[];
}

/** What is known about the order behind a listed reservation. */
export type OrderFacts =
  | {
      kind: 'invoiced';
      orderId: OrderId;
      invoicedAt: Instant;
      /** Units that left, counted from the order; what the lock holds may be more or less. */
      leftQuantity: number;
      /** The same by moment, oldest first. */
      partsLeft: readonly InvoicedPart[];
      /** Why the number may be smaller: `leftQuantity` is the largest that may be true. */
      doubt?: LeftDoubt;
    }
  | { kind: 'canceled'; orderId: OrderId; canceledAt: Instant | null }
  | {
      kind: 'open';
      orderId: OrderId;
      orderStatus: string | null;
      since: Instant | null;
      /** What has left already; a stock count needs it, an event-driven removal does not. */
      partsLeft?: readonly InvoicedPart[];
      /** Canceled after so many units were invoiced: a person says what became of them. */
      undoneQuantity?: number;
      /** Units the order claims here, with the units that have left. Absent where it cannot be told. */
      claimQuantity?: number;
      /** Replaced, and the order that took its place, which may go on under the same lock, was not read yet. */
      isSuccessorUnread?: boolean;
    }
  /** Counts as open. */
  | { kind: 'unreadable'; reason: string };

/** Units of one reservation that VTEX's total no longer holds although the reservation is, or was, open. */
export interface DeductedUnits {
  lockId: LockId;
  quantity: number;
  /** True for a reservation that vanished unsettled and was repaired: its order still waits for its goods. */
  lost: boolean;
  /** Settled since then: invoiced (nothing more to deduct) or canceled (units come back), or null while open. */
  settled: { kind: 'invoiced'; invoicedAt: Instant; leftQuantity: number } | { kind: 'canceled' } | null;
}

/** Units of an open order that VTEX reserves nothing for: added to the order, or lost and repaired. */
export interface UnheldUnits {
  lockId: LockId;
  orderId: OrderId;
  claimQuantity: number;
  /** When its handling had begun, as VTEX listed it while it still did; null or absent: not known. */
  acknowledgedAt?: Instant | null;
  /** What of the claim has left already. */
  partsLeft: readonly InvoicedPart[];
  /** VTEX let go of them: a person is asked by `lost-reservation`. */
  isLost: boolean;
}

/**
 * Whether the account is known to keep reservations acknowledged after `dateUtcOnBalanceSystem`.
 * `unproven` until one update that had to keep one was read back; `broken` after one was lost.
 */
export type WatermarkTrust = 'unproven' | 'proven' | 'broken';
