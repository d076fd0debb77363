import type { Ticks } from './instant';
import type { ReservationTelling } from './telling';

/**
 * VTEX's `Status` of a reservation. There is no number for "acknowledged": it shows only in
 * `DateUtcAcknowledgedOnBalanceSystem` of the list by warehouse and SKU.
 */
export const RESERVATION_STATUS = {
  NotCommitted: 0,
  Authorized: 1,
  Confirmed: 2,
  Canceled_AbortedCommitted: 3,
  Canceled_AuthorizationExpired: 4,
  Canceled_Manually: 5,
} as const;
export type ReservationStatusName = keyof typeof RESERVATION_STATUS;

/** What one lock holds of one SKU in one warehouse. A lock (`00-{orderId}`) has one part per such pair. */
export interface ReservationPart {
  lockId: string;
  orderId: string | null;
  skuId: string;
  warehouseId: string;
  quantity: number;
  status: ReservationStatusName;
  reservedAt: Ticks;
  confirmBy: Ticks;
  confirmedAt: Ticks | null;
  acknowledgedAt: Ticks | null;
  canceledAt: Ticks | null;
  /** Dropped from `reserved` by an inventory update. */
  releasedAt: Ticks | null;
  updatedAt: Ticks;
  /** Units that left the warehouse for it: the truth behind the reservation, which VTEX does not know. */
  shippedQuantity: number;
  /** Kits whose part it is (`SlaRequest[].item.kitItem`). */
  kits: string[];
  telling: ReservationTelling;
}

/** Counts against the stock on sale. */
export const isActive = (part: ReservationPart): boolean =>
  part.releasedAt === null && (part.status === 'Authorized' || part.status === 'Confirmed');
