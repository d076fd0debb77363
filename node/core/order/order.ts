import type { Instant } from '../instant';

/**
 * What Holdfast keeps of a VTEX order: no name, address, document, payment or price of any line. Built only
 * by the VTEX client from "Get order"; everything after it reads this record, never the order's JSON.
 */
export interface Order {
  orderId: string;
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
}

export interface OrderLine {
  /** Position in the order's `items`: invoices refer to lines by it. */
  index: number;
  uniqueId: string | null;
  skuId: string;
  /** `"1"` is the account itself. */
  seller: string;
  quantity: number;
  /** A quantity of the line, of its deliveries or invoices that is no whole number: the line is parked (`parkedLine`). */
  oddQuantity?: number;
  /** The reservation's id, null for a line of another seller. */
  lockId: string | null;
  /** Chosen delivery only, never the candidate SLAs. One entry per warehouse the line is taken from. */
  allocations: Allocation[];
  /** For example `10d`, `1bd`; null when the marketplace sent none. */
  lockTtl: string | null;
}

export interface Allocation {
  warehouseId: string;
  quantity: number;
  /** Parts of a kit as far as VTEX names them (`kitItemDetails`, whose shape is not documented). */
  kitParts: KitPart[];
}

export interface KitPart {
  skuId: string;
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
  items: { lineIndex: number; quantity: number }[];
}
