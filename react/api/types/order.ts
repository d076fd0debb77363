import type { Delivery } from './delivery';
import type { LogEntry } from './log';
import type { Reservation, ReservationChange } from './reservation';
import type { ByStatus, Instant } from './words';

export interface OrderSummary {
  orderId: string;
  /** VTEX's word for it. */
  status: string | null;
  /** No reservation of it can change any more. */
  isOver: boolean;
  readAt: string;
  reservations: ByStatus;
}

export interface OrderPage {
  orders: OrderSummary[];
  nextCursor: string | null;
}

export interface OrderLine {
  index: number;
  skuId: string;
  seller: string;
  quantity: number;
  lockId: string | null;
  allocations: { warehouseId: string; quantity: number }[];
}

export interface Invoice {
  type: 'Output' | 'Input';
  invoiceNumber: string | null;
  issuedAt: Instant | null;
  items: { lineIndex: number | null; quantity: number }[];
}

export interface OrderReading {
  origin: string;
  status: string | null;
  isCompleted: boolean;
  createdAt: Instant | null;
  changedAt: Instant | null;
  invoicedAt: Instant | null;
  sellerOrderId: string | null;
  hasCancellationData: boolean;
  lines: OrderLine[];
  changes: { skuId: string; added: number; removed: number }[];
  invoices: Invoice[];
}

export interface OrderDetail {
  orderId: string;
  isOver: boolean;
  readAt: string;
  reading: OrderReading;
  reservations: Reservation[];
  changes: ReservationChange[];
  deliveries: Delivery[];
  log: LogEntry[];
}
