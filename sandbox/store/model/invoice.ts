import type { OrderLine, OrderPackage, OrderStatus, StoreOrder } from './order';
import { findOrder, wrongStatus } from './order-flow';
import { done, type Outcome, refused } from './outcome';
import type { ReservationPart } from './reservation';
import { retireFinished } from './retire';
import { ensurePosition, enter, type StoreState } from './state';

export interface InvoiceOrder {
  type?: 'Output' | 'Input';
  invoiceNumber?: string;
  issuedAt?: bigint;
  /** By line of the order. Left out: all that is not invoiced yet. */
  items?: { lineIndex: number; quantity: number }[];
}

/** `ready-for-handling` too: VTEX lets an ERP skip start-handling, and then the reservation is never acknowledged. */
const INVOICEABLE = new Set<OrderStatus>(['ready-for-handling', 'handling', 'cancellation-requested']);

/** Goods leave the warehouse. The order is `invoiced` once all is covered, else it falls back to `payment-approved`. */
export function invoiceOrder(
  state: StoreState,
  orderId: string,
  request: InvoiceOrder,
): Outcome<OrderPackage> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  const order = found.value;
  const known = order.packages.find((sent) => sent.invoiceNumber === request.invoiceNumber);
  if (known) return done(known);
  if (request.type === 'Input') return takeReturn(state, order, request);
  const partly = order.status === 'payment-approved' && order.packages.length > 0;
  if (!partly && (order.status === null || !INVOICEABLE.has(order.status)))
    return wrongStatus(order, 'handling');
  const items = request.items ? byLine(request.items) : openItems(order);
  if (!items.every((item) => item.quantity > 0 && item.quantity <= openUnits(order, item.lineIndex)))
    return refused(400, 'OMS013', 'Invoiced quantity exceeds what is left of the item');
  const sent = pack(state, order, 'Output', items, request);
  order.packages.push(sent);
  for (const item of items) shipLine(state, order, item.lineIndex, item.quantity);
  enter(state, order, 'invoice');
  if (openItems(order).length > 0) enter(state, order, 'payment-approved');
  else finish(state, order);
  return done(sent);
}

/** A line named twice is one line: each is checked against what is left of it. */
function byLine(items: { lineIndex: number; quantity: number }[]): { lineIndex: number; quantity: number }[] {
  const sums = new Map<number, number>();
  for (const { lineIndex, quantity } of items) sums.set(lineIndex, (sums.get(lineIndex) ?? 0) + quantity);
  return [...sums].map(([lineIndex, quantity]) => ({ lineIndex, quantity }));
}

function finish(state: StoreState, order: StoreOrder): void {
  order.invoicedAt = state.clock();
  enter(state, order, 'invoiced');
  retireFinished(state, order);
}

function takeReturn(state: StoreState, order: StoreOrder, request: InvoiceOrder): Outcome<OrderPackage> {
  if (order.status !== 'invoiced') return wrongStatus(order, 'invoiced');
  const back = pack(state, order, 'Input', request.items ?? [], request);
  order.packages.push(back);
  return done(back);
}

function pack(
  state: StoreState,
  order: StoreOrder,
  type: OrderPackage['type'],
  items: { lineIndex: number; quantity: number }[],
  request: InvoiceOrder,
): OrderPackage {
  const invoiceValue = items.reduce(
    (sum, item) => sum + item.quantity * (order.lines[item.lineIndex]?.price ?? 0),
    0,
  );
  const invoiceNumber = request.invoiceNumber ?? `${order.sequence}${order.packages.length + 1}`;
  return { type, invoiceNumber, invoiceValue, issuedAt: request.issuedAt ?? state.clock(), items };
}

export function openUnits(order: StoreOrder, lineIndex: number): number {
  const sent = order.packages
    .filter((one) => one.type === 'Output')
    .flatMap((one) => one.items)
    .filter((item) => item.lineIndex === lineIndex)
    .reduce((sum, item) => sum + item.quantity, 0);
  return (order.lines[lineIndex]?.quantity ?? 0) - sent;
}

function openItems(order: StoreOrder): { lineIndex: number; quantity: number }[] {
  return order.lines
    .map((_, lineIndex) => ({ lineIndex, quantity: openUnits(order, lineIndex) }))
    .filter((item) => item.quantity > 0);
}

/** Units leave from the warehouses of the line, in their order, after those that left before. */
function shipLine(state: StoreState, order: StoreOrder, lineIndex: number, quantity: number): void {
  const line = order.lines[lineIndex];
  if (line?.seller !== '1') return;
  let left = quantity;
  let gone = line.quantity - openUnits(order, lineIndex) - quantity;
  for (const { warehouseId, quantity: share } of line.allocations) {
    const before = Math.min(gone, share);
    gone -= before;
    const units = Math.min(left, share - before);
    left -= units;
    if (units > 0) ship(state, order, line, warehouseId, units);
  }
}

function ship(
  state: StoreState,
  order: StoreOrder,
  line: OrderLine,
  warehouseId: string,
  units: number,
): void {
  const position = ensurePosition(state, line.skuId, warehouseId);
  const part = partOf(state, order, line.skuId, warehouseId);
  if (part) {
    part.shippedQuantity += units;
    if (part.shippedQuantity >= part.quantity) position.forgotten.delete(part.lockId);
  }
  position.books.shippedUnits += units;
  if (position.unlimited) return;
  const missing = Math.max(0, units - position.physical);
  position.physical -= units - missing;
  position.books.shippedWithoutStock += missing;
}

function partOf(
  state: StoreState,
  order: StoreOrder,
  skuId: string,
  warehouseId: string,
): ReservationPart | undefined {
  return state.locks
    .get(order.lockId)
    ?.find((part) => part.skuId === skuId && part.warehouseId === warehouseId);
}
