import type { LockId, OrderId } from '../id';
import type { Instant } from '../instant';
import type { InvoicedPart } from '../order/left';
import type { Position } from '../position';
import type { LeftDoubt } from '../record/left-at';
import type { PositionReading } from './reading';

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

/** Units that left the warehouse and that VTEX's total still has, although it holds no reservation for them. */
export interface LeftUnits {
  lockId: LockId;
  orderId: OrderId;
  quantity: number;
  invoicedAt: Instant;
}

/** Units of an open order that VTEX reserves nothing for: added to the order, or lost and repaired. */
export interface UnheldUnits {
  lockId: LockId;
  orderId: OrderId;
  claimQuantity: number;
  /** What of the claim has left already. */
  partsLeft: readonly InvoicedPart[];
  /** VTEX let go of them: a person is asked by `lost-reservation`. */
  isLost: boolean;
}

/** Units on the shelf that a count keeps from sale, since an open order claims them and VTEX does not reserve them. */
export interface SetAside {
  lockId: LockId;
  orderId: OrderId;
  quantity: number;
  /** What the total lacks on behalf of the reservation from then on: its release, or the order's invoice, takes out the rest. */
  deductedQuantity: number;
}

/** A count from the ERP: `onHand` units physically in the warehouse at `countedAt`. */
export interface StockCount {
  onHand: number;
  countedAt: Instant;
  /**
   * `countedAt` by VTEX's clock, or earlier: what VTEX says left until then was certainly not on the shelf any more.
   * Invoices carry VTEX's clock and counts the ERP's; a clock of VTEX's that is behind would make an invoice of after
   * the count look like one of before it, and its units be taken out never. Absent: `countedAt`.
   */
  seenUpTo?: Instant;
  /**
   * The count may have been taken as late as this by VTEX's clock, where that is ahead of ours and whose clock the
   * counter's is nobody knows. What left between `seenUpTo` and this is taken out, and a person is asked. Absent:
   * there is no such doubt.
   */
  doubtUpTo?: Instant;
  reference: string;
  /**
   * Units of reservations that earlier updates of ours already released and whose goods left after
   * `countedAt`: the count still saw them, VTEX no longer lists them.
   */
  removedAfterCount: number;
  /** Those of them that left by `doubtUpTo`. Absent: 0. */
  removedInDoubt?: number;
}

/**
 * Whether the account is known to keep reservations acknowledged after `dateUtcOnBalanceSystem`.
 * `unproven` until one update that had to keep one was read back; `broken` after one was lost.
 */
export type WatermarkTrust = 'unproven' | 'proven' | 'broken';

export interface GateInput {
  reading: PositionReading;
  /** By LockId, for every listed reservation that counts as active. A missing one counts as unreadable. */
  orders: ReadonlyMap<LockId, OrderFacts>;
  /** Open reservations (any active status) that our own record holds for this position. */
  knownOpen: readonly { lockId: LockId; quantity: number; orderId: OrderId; acknowledged: boolean }[];
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
  /** The count that was applied last, with what its plan kept and set aside. */
  lastCount?: {
    seenUpTo: Instant;
    kept: readonly Kept[];
    setAside?: readonly SetAside[];
    /** What its plan asked because nobody could tell what it saw: asked until the next count. */
    unsure?: readonly Attention[];
  } | null;
}

export function seenUpToOf({ countedAt, seenUpTo }: Pick<StockCount, 'countedAt' | 'seenUpTo'>): Instant {
  return seenUpTo ?? countedAt;
}

/** A reservation the update lets go, with what it takes out of the total. */
export interface Release {
  lockId: LockId;
  orderId: OrderId | null;
  /** What the lock holds: that much is released. */
  quantity: number;
  /** What left, counted from the order; 0 for canceled ones. */
  leftQuantity: number;
  /** `leftQuantity`, less what the total lacks for it already. */
  deductedQuantity: number;
  acknowledgedAt: Instant;
  because: 'invoiced' | 'canceled';
  invoicedAt: Instant | null;
}

/** An acknowledged reservation the update keeps, and why. */
export interface Kept {
  lockId: LockId;
  orderId: OrderId | null;
  quantity: number;
  acknowledgedAt: Instant;
  /** `open` blocks; `waiting` is settled but stands behind an open one. */
  because: 'open' | 'unreadable' | 'waiting';
  orderStatus: string | null;
  /** Of an open one in a plan with a count: units known to have left before it. Absent: none. */
  leftQuantity?: number;
}

/** The body of "Update inventory by SKU and warehouse" that a plan would send. */
export interface InventoryUpdate {
  quantity: number;
  /** The watermark. */
  dateUtcOnBalanceSystem: Instant;
  leadTime: string;
  unlimitedQuantity: false;
}

export type HoldReason =
  /** The oldest acknowledged reservation is still open. */
  | 'open-order'
  /** It is open because its order cannot be read. */
  | 'unreadable-order'
  /** Released and open were acknowledged too close together for the guard gap. */
  | 'no-room'
  /** The watermark would pass the read itself: only time is missing. */
  | 'too-recent'
  /** The list changed while it was read, or does not agree with the totals or with our record. */
  | 'inconsistent-read'
  /** The account lost a reservation once: no update while any acknowledged reservation is open. */
  | 'watermark-given-up';

export type AttentionReason =
  | 'invoiced-not-acknowledged'
  | 'canceled-still-reserved'
  | 'aborted-still-counted'
  | 'negative-reserved'
  | 'too-many-active'
  | 'total-too-small'
  | 'lost-reservation'
  /** Canceled after some of it was invoiced: what became of those units only a person knows. */
  | 'canceled-after-invoice'
  /** Units left from one of several warehouses, or for reasons the order does not tell: each number is the larger. */
  | 'left-unsure'
  /** Units left so near a stock count that the clocks do not tell whether it saw them; it is taken that it did. */
  | 'count-unsure'
  /** Open orders claim more than VTEX reserves for them: the difference is on sale. */
  | 'claimed-not-reserved'
  /** VTEX's list has not agreed with its numbers for minutes. */
  | 'list-disagrees'
  /** Settled orders of a SKU that VTEX keeps no stock of here: which stock they left is not known. */
  | 'no-stock'
  | 'unknown-order'
  | 'unlimited-stock';

/** What a person is asked to do; `propose` is what approving runs. */
export interface Attention {
  reason: AttentionReason;
  /** One sentence in plain words: what is wrong and what to do. */
  message: string;
  orderId: OrderId | null;
  lockId: LockId | null;
  /** All that a `lost-reservation` is about; `lockId` names it only when it is a single one. */
  lockIds?: LockId[];
  propose:
    | { kind: 'acknowledge'; lockId: LockId }
    | { kind: 'cancel'; lockId: LockId }
    /** Take it that so many units of the reservation left, and nothing more does. */
    | { kind: 'settle'; lockId: LockId; leftQuantity: number }
    /** Send this total with this watermark (releasing nothing) so that lost units are not sold twice. */
    | {
        kind: 'repair';
        quantity: number;
        dateUtcOnBalanceSystem: Instant;
        leadTime: string;
        lost: { lockId: LockId; quantity: number }[];
      }
    | null;
}

interface PlanCommon {
  position: Position;
  /** Numbers the plan was made from. */
  totalQuantity: number;
  reservedQuantity: number;
  kept: Kept[];
  attentions: Attention[];
}

/** What the gate decides for one position from one consistent read. */
export type GatePlan =
  | (PlanCommon & {
      kind: 'remove';
      update: InventoryUpdate;
      releases: Release[];
      /** Units taken out that VTEX never reserved. */
      unreserved: LeftUnits[];
      /** Of a plan with a count: what the new total lacks for open orders. Absent: nothing. */
      setAside?: SetAside[];
      /** Units given back: of orders canceled after they were deducted, and of orders of which fewer left. */
      returnedQuantity: number;
      /** LockIds whose loss is accounted for by this update's `returnedQuantity` or that are now invoiced. */
      closedDeductions: LockId[];
      /** True when an open acknowledged reservation must survive the update: the watermark is what saves it. */
      dependsOnWatermark: boolean;
      count: StockCount | null;
      /**
       * Set when something settled was left behind only because it was acknowledged too recently: plan again
       * at that instant of VTEX's clock.
       */
      retryAt?: Instant | null;
    })
  | (PlanCommon & {
      kind: 'hold';
      reason: HoldReason;
      /** One sentence naming the blocking order and since when. */
      message: string;
      blockedBy: { orderId: OrderId | null; lockId: LockId; since: Instant | null } | null;
      /** Instant by VTEX's clock at which planning again may help by itself; null when only an event helps. */
      retryAt: Instant | null;
      count: StockCount | null;
      /** For `inconsistent-read`: since when. */
      unreadableSince?: Instant | null;
    })
  | (PlanCommon & { kind: 'attention' })
  | (PlanCommon & {
      kind: 'nothing';
      /** Set where the stock has no limit: `totalQuantity` says nothing then. */
      isUnlimited?: boolean;
    });
