import type { LockId, OrderId, SkuId, WarehouseId } from '../id';
import type { Instant } from '../instant';

/**
 * What Holdfast keeps of a VTEX order: no name, address, document, payment or price of any line. Built only
 * by the VTEX client from "Get order"; everything after it reads this record, never the order's JSON.
 */
export interface Order {
  orderId: OrderId;
  /** `Marketplace`, `Fulfillment`, `Chain` or whatever else VTEX says. */
  origin: string;
  /** Null for an incomplete order (checkout not finished) and for statuses VTEX leaves empty. */
  status: string | null;
  isCompleted: boolean;
  createdAt: Instant | null;
  changedAt: Instant | null;
  invoicedAt: Instant | null;
  sellerOrderId: string | null;
  /** True once `cancellationData` is on the order; the status says whether it is final. */
  hasCancellationData: boolean;
  /** Latest due date among the order's payments, for the reservation's expiry. */
  paymentDueAt: Instant | null;
  /** Order value in cents, only to compare with invoices that list no items. */
  valueCents: number | null;
  lines: OrderLine[];
  invoices: Invoice[];
  /** Units that people put on the order or took off it since it was placed (`changesAttachment`), by SKU. */
  changes: UnitsChanged[];
  /** What the record adds to "Get order"; see `core/record/remember`. */
  memory: OrderMemory;
}

export interface UnitsChanged {
  skuId: SkuId;
  added: number;
  removed: number;
}

/** What earlier readings knew of an order, and what VTEX said of its locks themselves: kept with the record. */
export interface OrderMemory {
  /**
   * Units by SKU as the order was placed, or the one whose lock it goes on under; null when it was first read after a
   * change.
   */
  firstUnits: Record<string, number> | null;
  /** Where VTEX holds what, for locks that were read by their id. */
  held: HeldLock[];
  /** SKUs of its lines that VTEX keeps no stock of: kits, whose parts are reserved instead. */
  kitSkuIds: SkuId[];
  /** Of a replaced order: whichever order took its place is on record. Absent: not known to be. */
  isSuccessorRead?: boolean;
}

/** "Get reservation by ID": one lock, whose units may lie at several positions. */
export interface HeldLock {
  lockId: LockId;
  items: HeldItem[];
}

export interface HeldItem {
  skuId: SkuId;
  warehouseId: WarehouseId;
  quantity: number;
  /** SKU ids of a kit that the item names; which way round is not documented. */
  kitSkuIds: SkuId[];
}

export interface OrderLine {
  /** Position in the order's `items`: invoices refer to lines by it. */
  index: number;
  uniqueId: string | null;
  skuId: SkuId;
  /** `"1"` is the account itself. */
  seller: string;
  quantity: number;
  /** A quantity of the line, of its deliveries or invoices that is no whole number: the line is parked (`parkedLine`). */
  oddQuantity?: number;
  /** The reservation's id, null for a line of another seller. */
  lockId: LockId | null;
  /**
   * Chosen delivery only, never the candidate SLAs. One entry per warehouse the line is taken from. Empty where VTEX
   * does not say (`deliveryIds` absent or empty, KI 575219): with a lock that is unknown, and not nowhere.
   */
  allocations: Allocation[];
  /** For example `10d`, `1bd`; null when the marketplace sent none. */
  lockTtl: string | null;
}

export interface Allocation {
  warehouseId: WarehouseId;
  quantity: number;
  /** Parts of a kit as far as VTEX names them: `kitItemDetails`, else the line's `components`. */
  kitParts: KitPart[];
}

export interface KitPart {
  skuId: SkuId;
  /** Null: the warehouse of the line's delivery. */
  warehouseId: WarehouseId | null;
  /** Units of the part in one kit; null when VTEX does not say. */
  quantityPerKit: number | null;
}

export interface Invoice {
  /** `Output` sends goods; `Input` takes a return. */
  type: 'Output' | 'Input';
  invoiceNumber: string | null;
  issuedAt: Instant | null;
  valueCents: number | null;
  /** Empty when the invoice names no items (coverage unknown). */
  items: InvoicedItem[];
}

export interface InvoicedItem {
  /** Null: the package does not say which line (KI 519576). It may also be one that the order no longer has. */
  lineIndex: number | null;
  quantity: number;
}
