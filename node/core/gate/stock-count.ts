import type { LockId, OrderId } from '../id';
import type { Instant } from '../instant';

/**
 * A count from the ERP: `onHand` units physically in the warehouse at `countedAt`. Or what a system wrote that knows
 * only VTEX's own endpoints: then `lacks` says what its number means, and `asOnHand` makes units on hand of it.
 */
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
  /** From when on the number lacks an order's units. Absent: from their leaving. */
  lacks?: Lacks;
  /** Units that `onHand` holds beyond the number that was sent. Absent: the number is not read yet, or is on hand. */
  addedBack?: LockUnits[];
  /** What the update sets beside the quantity, where the sender named it. Null or absent: it stays as it is. */
  leadTime?: string | null;
  unlimited?: boolean | null;
}

export function seenUpToOf({ countedAt, seenUpTo }: Pick<StockCount, 'countedAt' | 'seenUpTo'>): Instant {
  return seenUpTo ?? countedAt;
}

/** `acknowledged`: booked out when handling begins. `reserved`: what is available, less every order that is known. */
export type Lacks = 'acknowledged' | 'reserved';

/** Units of one reservation. */
export interface LockUnits {
  lockId: LockId;
  quantity: number;
}

/** Units that left the warehouse and that VTEX's total still has, although it holds no reservation for them. */
export interface LeftUnits {
  lockId: LockId;
  orderId: OrderId;
  quantity: number;
  invoicedAt: Instant;
}

/** Units on the shelf that a count keeps from sale, since an open order claims them and VTEX does not reserve them. */
export interface SetAside {
  lockId: LockId;
  orderId: OrderId;
  quantity: number;
  /** What the total lacks on behalf of the reservation from then on: its release, or the order's invoice, takes out the rest. */
  deductedQuantity: number;
}
