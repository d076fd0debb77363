import type { Ticks } from './instant';

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
  | 'canceled';

export interface OrderLine {
  uniqueId: string;
  skuId: string;
  quantity: number;
  /** `"1"` is the account itself; another seller's lines have no lock here. */
  seller: string;
  /** Cents. */
  price: number;
  allocations: { warehouseId: string; quantity: number }[];
  lockTtl: string;
}

export interface OrderPackage {
  type: 'Output' | 'Input';
  invoiceNumber: string;
  /** Cents. */
  invoiceValue: number;
  issuedAt: Ticks;
  items: { lineIndex: number; quantity: number }[];
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
  changes: { reason: string; at: Ticks; lineIndex: number; from: number; to: number }[];
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
