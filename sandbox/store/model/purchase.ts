import type { Allocation, KitPart } from './order';
import type { OrderTelling } from './telling';

/** An allocation as the order tells it, and what is so. */
export interface AskedAllocation extends Allocation {
  /**
   * Where its goods are reserved and will leave from, when that is not where the order says (KI 1433311), or is the
   * same warehouse in another case (`TEST` and `test`, KI 346163).
   */
  heldIn?: string;
  /** False: the order takes the units without a reservation. */
  locked?: boolean;
}

export interface AskedLine {
  skuId: string;
  quantity: number;
  /** One warehouse, or the split over several (`allocations`). Without either: warehouses with stock, in their order. */
  warehouseId?: string;
  allocations?: AskedAllocation[];
  /** Default `"1"`, the account itself. */
  seller?: string;
  /** Cents. */
  price?: number;
  lockTtl?: string;
  /** The line is a kit: its parts are reserved and sent, and the kit's own SKU has no stock. */
  kit?: KitPart[];
}

/** What somebody puts into the cart and how they mean to pay. */
export interface PlaceOrder {
  lines: AskedLine[];
  /** Any text (`FVG-SO 12345678`, `SHP-#1001`, `MKP-6584634/09`); default `v500001sand-01`. */
  orderId?: string;
  /** Names a lock that exists instead of reserving anew: two orders then name it. Default `00-` and the order's id. */
  lockId?: string;
  /** `GET` answers 404 for so long, though events name the order; default `Platform.orderVisibleAfterMs`. */
  visibleAfterMs?: number;
  telling?: OrderTelling;
  /** Checkout never finishes: no status, no event, but the reservation stands (11 days). */
  incomplete?: boolean;
  /** Default card, which has no due date. */
  payment?: 'card' | 'boleto';
  /** Overrides the computed `MaximumConfirmationDateUtc`: minutes from now. */
  expiresInMinutes?: number;
}
