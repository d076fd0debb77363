import type { OrderLine, OrderPackage, OrderStatus, PackageItem, StoreOrder } from './order';
import { findOrder, wrongStatus } from './order-flow';
import { done, type Outcome, refused } from './outcome';
import { retireFinished } from './retire';
import { dropPromises } from './share';
import { type Shipment, shipGoods } from './ship-goods';
import { enter, type StoreState } from './state';

export interface InvoiceOrder {
  type?: 'Output' | 'Input';
  invoiceNumber?: string;
  issuedAt?: bigint;
  /** `issuanceDate` word for word, when it is to be told otherwise. */
  issuanceDate?: string;
  /** By line of the order. Left out: all that is not invoiced yet (an Input: nothing). */
  items?: PackageItem[];
  /** Cents; default what the items cost, and for an Output without items what is still to be invoiced. */
  value?: number;
  /** Units that came back, by SKU, as `restitutions.Refund` tells them. */
  restitutions?: { skuId: string; quantity: number }[];
  /**
   * Taken as it is, in whatever status: no items, an index that does not exist or is left out, more than the line has,
   * a number that an earlier invoice carries, a return before all is invoiced.
   */
  unchecked?: boolean;
  /**
   * What really leaves the shelf with it. Default: an Output's items as far as they are still owed, all that is owed
   * for an Output without items; nothing for an item whose line is not known, and nothing for an Input.
   */
  shipped?: Shipment[];
  /** Whether the order is `invoiced` now. Default: once the Outputs' value reaches the order's, or nothing is open. */
  completes?: boolean;
}

/** `ready-for-handling` too: VTEX lets an ERP skip start-handling, and then the reservation is never acknowledged. */
const INVOICEABLE = new Set<OrderStatus>(['ready-for-handling', 'handling', 'cancellation-requested']);

/** An invoice is sent. The order is `invoiced` once all is covered, else it falls back to `payment-approved`. */
export function invoiceOrder(
  state: StoreState,
  orderId: string,
  request: InvoiceOrder,
): Outcome<OrderPackage> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  const order = found.value;
  const known = order.packages.find((sent) => sent.invoiceNumber === request.invoiceNumber);
  if (known && !request.unchecked) return done(known);
  if (request.type === 'Input') return takeReturn(state, order, request);
  const items = request.items ? byLine(request.items) : openItems(order);
  const refusal = request.unchecked ? null : refuseInvoice(order, items);
  if (refusal) return refusal;
  const told = request.items || state.platform.infersInvoiceItems ? items : [];
  const sent = pack(order, 'Output', told, request, state.clock());
  order.packages.push(sent);
  shipGoods(state, order, request.shipped ?? shipmentOf(order, items));
  enter(state, order, 'invoice');
  if (request.completes ?? isCovered(order)) finish(state, order);
  else enter(state, order, 'payment-approved');
  return done(sent);
}

function refuseInvoice(order: StoreOrder, items: PackageItem[]) {
  const partly = order.status === 'payment-approved' && order.packages.length > 0;
  if (!partly && (order.status === null || !INVOICEABLE.has(order.status)))
    return wrongStatus(order, 'handling');
  if (items.every((item) => item.quantity > 0 && item.quantity <= openUnits(order, item.lineIndex ?? -1)))
    return null;
  return refused(400, 'OMS013', 'Invoiced quantity exceeds what is left of the item');
}

/** A line named twice is one line: each is checked against what is left of it. */
function byLine(items: PackageItem[]): PackageItem[] {
  const sums = new Map<number | null, number>();
  for (const { lineIndex, quantity } of items) sums.set(lineIndex, (sums.get(lineIndex) ?? 0) + quantity);
  return [...sums].map(([lineIndex, quantity]) => ({ lineIndex, quantity }));
}

/** VTEX's rule: the Outputs' values add up to the order's, whatever number they carry; Inputs are not taken off. */
function isCovered(order: StoreOrder): boolean {
  const value = orderValue(order);
  const sent = order.packages
    .filter((one) => one.type === 'Output')
    .reduce((sum, one) => sum + one.invoiceValue, 0);
  return openItems(order).length === 0 || (value > 0 && sent >= value);
}

function finish(state: StoreState, order: StoreOrder): void {
  order.invoicedAt = state.clock();
  enter(state, order, 'invoiced');
  dropPromises(state, order);
  retireFinished(state, order);
}

/** Returned goods are not on the shelf again until a person puts them there (`deliverGoods`). */
function takeReturn(state: StoreState, order: StoreOrder, request: InvoiceOrder): Outcome<OrderPackage> {
  if (order.status !== 'invoiced' && !request.unchecked) return wrongStatus(order, 'invoiced');
  const back = pack(order, 'Input', request.items ?? [], request, state.clock());
  order.packages.push(back);
  return done(back);
}

function pack(
  order: StoreOrder,
  type: OrderPackage['type'],
  items: PackageItem[],
  request: InvoiceOrder,
  at: bigint,
): OrderPackage {
  const lineOf = ({ lineIndex }: PackageItem) => order.lines[lineIndex ?? -1];
  const cost = items.reduce((sum, item) => sum + item.quantity * (lineOf(item)?.price ?? 0), 0);
  const rest = items.length === 0 && type === 'Output' ? openValue(order) : cost;
  return {
    type,
    invoiceNumber: request.invoiceNumber ?? `${order.sequence}${order.packages.length + 1}`,
    invoiceValue: request.value ?? rest,
    issuedAt: request.issuedAt ?? at,
    issuanceDate: request.issuanceDate ?? null,
    items: items.map((item) => ({ ...item, lineId: lineOf(item)?.uniqueId ?? null })),
    restitutions: request.restitutions ?? null,
  };
}

/** Units that the order wants of a line after all changes; of another seller's line, what it says. */
export function claimOf(line: OrderLine): number {
  if (line.seller !== '1') return line.quantity;
  return line.shares.reduce((sum, share) => sum + share.units, 0);
}

/** Cents, after changes. */
export const orderValue = (order: StoreOrder): number =>
  order.lines.reduce((sum, line) => sum + line.price * claimOf(line), 0);

/** What the line still wants and no Output names. */
export function openUnits(order: StoreOrder, lineIndex: number): number {
  const line = order.lines[lineIndex];
  if (!line) return 0;
  const sent = order.packages
    .filter((one) => one.type === 'Output')
    .flatMap((one) => one.items)
    .filter((item) => item.lineId === line.uniqueId)
    .reduce((sum, item) => sum + item.quantity, 0);
  return claimOf(line) - sent;
}

function openItems(order: StoreOrder): { lineIndex: number; quantity: number }[] {
  return order.lines
    .map((_, lineIndex) => ({ lineIndex, quantity: openUnits(order, lineIndex) }))
    .filter((item) => item.quantity > 0);
}

const openValue = (order: StoreOrder): number =>
  openItems(order).reduce((sum, item) => sum + item.quantity * (order.lines[item.lineIndex]?.price ?? 0), 0);

/** Read after the package was added: what an Output names twice leaves once. */
function shipmentOf(order: StoreOrder, items: PackageItem[]): Shipment[] {
  const owed = order.lines.map((line, lineIndex) => ({
    lineIndex,
    quantity: line.shares.reduce((sum, share) => sum + Math.max(0, share.units - share.shipped), 0),
  }));
  if (items.length === 0) return owed;
  return items.flatMap(({ lineIndex, quantity }) => {
    const line = owed.find((one) => one.lineIndex === lineIndex);
    return line ? [{ lineIndex: line.lineIndex, quantity: Math.min(quantity, line.quantity) }] : [];
  });
}
