import type { Ticks } from './instant';
import type { OrderTelling } from './telling';

/** Statuses of an order in an account that both sells and fulfils. */
export type OrderStatus =
  | 'order-created'
  | 'on-order-completed'
  | 'waiting-for-authorization'
  | 'payment-pending'
  | 'approve-payment'
  | 'payment-approved'
  | 'authorize-fulfillment'
  | 'window-to-cancel'
  | 'ready-for-handling'
  | 'start-handling'
  | 'handling'
  | 'invoice'
  | 'invoiced'
  | 'cancellation-requested'
  | 'cancel'
  | 'canceled'
  | 'replaced';

/** What the order says of a line: so many of its units from this warehouse (`deliveryIds`). */
export interface Allocation {
  warehouseId: string;
  quantity: number;
}

export interface KitPart {
  skuId: string;
  /** Units of the part in one kit. */
  quantity: number;
  /** Default: where the kit is allocated. */
  warehouseId?: string;
}

/**
 * The truth beside an allocation: what the line is really to get, and from which shelves. It follows every change
 * of the order, also one that `items[].quantity` does not show, and names the warehouse that holds the goods, which
 * may be another one than the order says.
 */
export interface Share {
  lockId: string;
  /** Units of the line (kits, for a kit) that the order wants of it. */
  units: number;
  /** Units of the line that left the shelf. */
  shipped: number;
  /** Per unit of the line: the line's own SKU, or the parts of a kit. */
  goods: { skuId: string; warehouseId: string; perUnit: number }[];
  /** Whether a reservation was asked for. */
  locked: boolean;
  /** What the order says of it; null for goods that left from where nobody allocated them. */
  told: Allocation | null;
}

export interface OrderLine {
  uniqueId: string;
  skuId: string;
  quantity: number;
  /** `"1"` is the account itself; another seller's lines have no lock here. */
  seller: string;
  /** Cents. */
  price: number;
  allocations: Allocation[];
  lockTtl: string;
  /** Null: an ordinary SKU. */
  kit: KitPart[] | null;
  /** Empty for another seller's line: its goods are not on our shelves. */
  shares: Share[];
}

/** A line of an invoice as the invoice tells it; `lineIndex` null: left out. It may name a line that does not exist. */
export interface PackageItem {
  lineIndex: number | null;
  quantity: number;
}

export interface OrderPackage {
  type: 'Output' | 'Input';
  invoiceNumber: string;
  /** Cents. */
  invoiceValue: number;
  issuedAt: Ticks;
  /** Null: told as `issuedAt` is. */
  issuanceDate: string | null;
  /** Which line was meant when it was invoiced: indices shift when a line is removed, the package's do not. */
  items: (PackageItem & { lineId: string | null })[];
  /** `restitutions.Refund.items` of a return. */
  restitutions: { skuId: string; quantity: number }[] | null;
}

/** As `changesAttachment` lists it; changes of the second version leave no trace there. */
export interface ListedChange {
  reason: string;
  at: Ticks;
  removed: { skuId: string; price: number; quantity: number }[];
  added: { skuId: string; price: number; quantity: number }[];
}

export interface StoreOrder {
  orderId: string;
  orderGroup: string;
  sequence: number;
  /** Null while incomplete: checkout did not finish. */
  status: OrderStatus | null;
  isCompleted: boolean;
  lockId: string;
  lines: OrderLine[];
  packages: OrderPackage[];
  createdAt: Ticks;
  changedAt: Ticks;
  authorizedAt: Ticks | null;
  invoicedAt: Ticks | null;
  paymentDueAt: Ticks | null;
  paymentName: 'Visa' | 'Boleto Bancário';
  cancellation: { reason: string; at: Ticks; byUser: boolean } | null;
  /** Where the order was when its cancellation was asked for; a denial brings it back there. */
  cancelAskedIn: OrderStatus | null;
  changes: ListedChange[];
  /** `GET` answers 404 before this moment, though events name the order already. */
  visibleAtMs: number;
  telling: OrderTelling;
  /** For the lagging index behind "List orders". */
  history: { status: OrderStatus; at: Ticks }[];
  /** Which of the invented people bought it. */
  shopper: number;
}

/** One change of an order's status in one of its two workflows, as feed and hook tell it. */
export interface StatusEvent {
  domain: 'Marketplace' | 'Fulfillment';
  orderId: string;
  state: OrderStatus;
  lastState: OrderStatus | null;
  lastChange: Ticks;
  currentChange: Ticks;
}
