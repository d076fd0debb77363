import type { Instant } from './words';

export interface Release {
  lockId: string;
  orderId: string | null;
  /** What the reservation holds, and the update releases. */
  quantity: number;
  /** Units that left, counted from the order; 0 for canceled orders. */
  leftQuantity: number;
  /** `leftQuantity`, less what the total lacks for it already. */
  deductedQuantity: number;
  acknowledgedAt: Instant;
  because: 'invoiced' | 'canceled';
  invoicedAt: Instant | null;
}

export interface Kept {
  lockId: string;
  orderId: string | null;
  quantity: number;
  acknowledgedAt: Instant;
  /** `open` and `unreadable` block; `waiting` is settled but stands behind one that blocks. */
  because: 'open' | 'unreadable' | 'waiting';
  orderStatus: string | null;
  /** Units known to have left before the count. */
  leftQuantity?: number;
}

export type Proposal =
  | { kind: 'acknowledge'; lockId: string }
  | { kind: 'cancel'; lockId: string }
  /** Take it that so many units left, and nothing more does. */
  | { kind: 'settle'; lockId: string; leftQuantity: number }
  | {
      kind: 'repair';
      quantity: number;
      dateUtcOnBalanceSystem: Instant;
      leadTime: string;
      lost: { lockId: string; quantity: number }[];
    };

export interface Attention {
  reason: string;
  message: string;
  orderId: string | null;
  lockId: string | null;
  /** What approving runs. */
  propose: Proposal | null;
}

export interface StockCount {
  onHand: number;
  countedAt: Instant;
  reference: string;
  removedAfterCount: number;
}

export interface InventoryUpdate {
  quantity: number;
  /** The watermark. */
  dateUtcOnBalanceSystem: Instant;
  leadTime: string;
  unlimitedQuantity: boolean;
}

interface Numbers {
  totalQuantity: number;
  reservedQuantity: number;
  kept: Kept[];
  attentions: Attention[];
}

export interface RemoveEvidence extends Numbers {
  kind: 'remove';
  update: InventoryUpdate;
  releases: Release[];
  /** Units taken out that VTEX never reserved; the `lockId` of a line without one is Holdfast's own. */
  unreserved: { lockId: string; orderId: string; quantity: number; invoicedAt: Instant }[];
  setAside?: { lockId: string; orderId: string; quantity: number; deductedQuantity: number }[];
  /** Of orders canceled after they were deducted, and of those of which less left than was. */
  returnedQuantity: number;
  dependsOnWatermark: boolean;
  count: StockCount | null;
  retryAt?: Instant | null;
}

export interface HoldEvidence extends Numbers {
  kind: 'hold';
  reason: string;
  message: string;
  blockedBy: { orderId: string | null; lockId: string; since: Instant | null } | null;
  retryAt: Instant | null;
  count: StockCount | null;
  /** For `inconsistent-read`: since when. */
  unreadableSince?: Instant | null;
}

/** What the gate decided, with everything it decided by. */
export type Evidence =
  | RemoveEvidence
  | HoldEvidence
  | (Numbers & { kind: 'attention' })
  | (Numbers & {
      kind: 'nothing';
      /** Where the stock has no limit. */
      isUnlimited?: boolean;
    });
