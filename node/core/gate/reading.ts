import type { LockId } from '../id';
import type { Instant } from '../instant';
import type { Position } from '../position';

/** One row of VTEX's list of reservations of a warehouse and SKU. */
export interface ListedReservation {
  lockId: LockId;
  quantity: number;
  /** `active` when VTEX counts it as reserved: Authorized, Confirmed, and any word we do not know. */
  state: 'authorized' | 'confirmed' | 'active-unknown' | 'aborted' | 'expired' | 'canceled';
  /** `DateUtcAcknowledgedOnBalanceSystem`; null until the order starts handling. */
  acknowledgedAt: Instant | null;
  reservedAt: Instant | null;
  /** `MaximumConfirmationDateUtc`. */
  confirmBy: Instant | null;
}

/** One page of that list with what its paging said. */
export interface ListedPage {
  items: ListedReservation[];
  /** `paging.total`. */
  total: number;
}

/** VTEX's own numbers of a position ("Inventory by SKU", one `balance` entry). */
export interface Balance {
  totalQuantity: number;
  reservedQuantity: number;
  isUnlimited: boolean;
  /** `D.HH:MM:SS`, sent back with every update: leaving it out sets it to 0. */
  leadTime: string;
}

/**
 * Everything VTEX said about a position in one go. The balance is read first and its answer is complete
 * before the first page is asked for, so whatever the pages do not show happened after `balanceDate`.
 */
export interface PositionReading {
  position: Position;
  balance: Balance;
  /** The `Date` header of the balance's answer: VTEX's clock, whole seconds, at or before every page. */
  balanceDate: Instant;
  pages: ListedPage[];
}
