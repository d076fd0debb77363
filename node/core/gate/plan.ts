import type { LockId, OrderId } from '../id';
import type { Instant } from '../instant';
import type { Position } from '../position';
import type { LeftUnits, LockUnits, SetAside, StockCount } from './stock-count';

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
  /** True only where a count names it. */
  unlimitedQuantity: boolean;
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
        lost: LockUnits[];
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
      /** The count that changes nothing. */
      count?: StockCount | null;
    });
