import { type Instant, parseInstant } from '../../node/core/instant';
import { unitsBySku } from '../../node/core/order/claim';
import type { Invoice, Order, OrderLine } from '../../node/core/order/order';
import type { KnownReservation } from '../../node/core/reservation/reservation';
import { anId } from './an-id';

/** An instant that a test writes out by hand. */
export function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) throw new Error(`not an instant: ${text}`);
  return instant;
}

export const LOCK = anId('00-v1-01');

/** Line 0: two units of SKU 7 from warehouse w1, reserved under `LOCK`. */
export function aLine(over: Partial<OrderLine> = {}): OrderLine {
  const line: OrderLine = {
    index: 0,
    uniqueId: null,
    skuId: anId('7'),
    seller: '1',
    quantity: 2,
    lockId: LOCK,
    allocations: [{ warehouseId: anId('w1'), quantity: over.quantity ?? 2, kitParts: [] }],
    lockTtl: null,
  };
  return { ...line, ...over };
}

/** A complete order in handling with one line, created on a Monday. */
export function anOrder(over: Partial<Order> = {}): Order {
  const lines = over.lines ?? [aLine()];
  return {
    orderId: anId('v1-01'),
    origin: 'Marketplace',
    status: 'handling',
    isCompleted: true,
    createdAt: at('2026-03-02T10:00:00Z'),
    changedAt: at('2026-03-03T10:00:00Z'),
    invoicedAt: null,
    sellerOrderId: null,
    hasCancellationData: false,
    paymentDueAt: null,
    valueCents: 1000,
    lines,
    invoices: [],
    changes: [],
    memory: { firstUnits: unitsBySku(lines), held: [], kitSkuIds: [] },
    ...over,
  };
}

/** An Output invoice that covers line 0 of `anOrder`. */
export function anInvoice(over: Partial<Invoice> = {}): Invoice {
  return {
    type: 'Output',
    invoiceNumber: 'n1',
    issuedAt: at('2026-03-04T12:00:00Z'),
    valueCents: 1000,
    items: [{ lineIndex: 0, quantity: 2 }],
    ...over,
  };
}

/** What is recorded of `anOrder`'s only reservation. */
export function aKnown(over: Partial<KnownReservation> = {}): KnownReservation {
  return {
    lockId: LOCK,
    skuId: anId('7'),
    warehouseId: anId('w1'),
    orderId: anId('v1-01'),
    quantity: 2,
    heldAs: 'lock',
    partOf: null,
    leftQuantity: over.status === 'invoiced' || over.status === 'removed' ? (over.quantity ?? 2) : null,
    status: 'acknowledged',
    expiresAt: null,
    invoicedAt: null,
    version: 3,
    isTold: true,
    acknowledgedAt: null,
    wasAcknowledged: true,
    wasSeenOpen: true,
    deductedQuantity: 0,
    lostAt: null,
    planId: null,
    ...over,
  };
}
