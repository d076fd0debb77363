import type { InvoicedPart } from '../gate/plan';
import type { Instant } from '../instant';
import type { ReservationKey } from '../reservation/reservation';
import type { Invoice, Order, OrderLine } from './order';
import { orderStatusMeaning } from './order-status';

/** When an invoice gives no instant at all: later than any stock count, so that no unit counts as gone before it. */
export const UNKNOWN_INVOICE_TIME = '9999-01-01T00:00:00.0000000Z' as Instant;

/** What the order's Output invoices say about some of its lines. Returns (Input) never unsettle. */
export type Coverage =
  /** Every unit of every one of these lines is invoiced. */
  | { kind: 'all'; invoicedAt: Instant }
  /** Some units are, or an invoice that names no items may have taken some. */
  | { kind: 'some' }
  | { kind: 'none' };

/** Units of one line on Output invoices that name their items. */
export function invoicedUnits(order: Order, lineIndex: number): number {
  return outputs(order)
    .flatMap((invoice) => invoice.items)
    .filter((item) => item.lineIndex === lineIndex && item.quantity > 0)
    .reduce((sum, item) => sum + item.quantity, 0);
}

/**
 * The lines that put units into a reservation: lines of that lock taken from that warehouse which sell the SKU
 * itself, or a kit that names it as a part. Empty when the order does not explain the reservation.
 */
export function contributingLines(order: Order, part: ReservationKey): OrderLine[] {
  return order.lines.filter(
    (line) =>
      line.lockId === part.lockId &&
      line.allocations.some(
        (allocation) =>
          allocation.warehouseId === part.warehouseId &&
          (line.skuId === part.skuId || allocation.kitParts.some((kit) => kit.skuId === part.skuId)),
      ),
  );
}

/**
 * Invoices name lines, not warehouses: a line that is split over several warehouses is settled in all of them or
 * in none. Order status `invoiced` settles whatever the invoices list.
 */
export function coverageOf(order: Order, lines: readonly OrderLine[]): Coverage {
  const counted = lines.filter((line) => line.quantity > 0);
  const relevant = invoicesFor(order, counted);
  const covered =
    counted.length > 0 && counted.every((line) => invoicedUnits(order, line.index) >= line.quantity);
  if (orderStatusMeaning(order.status).implies === 'invoiced')
    return { kind: 'all', invoicedAt: latestIssue(order, relevant) };
  if (covered)
    return {
      kind: 'all',
      invoicedAt: latestIssue(
        order,
        relevant.filter((invoice) => invoice.items.length > 0),
      ),
    };
  return { kind: relevant.length > 0 ? 'some' : 'none' };
}

/** Coverage of one reservation's own lines; `none` when the order does not explain it. */
export function coverageOfPart(order: Order, part: ReservationKey): Coverage {
  return coverageOf(order, contributingLines(order, part));
}

/** Coverage of everything the order sells, for reservations whose line is not known. */
export function coverageOfOrder(order: Order): Coverage {
  return coverageOf(order, order.lines);
}

/**
 * What left with which invoice, oldest first; null when the invoices cannot tell it for this warehouse, because a
 * line is split over several or sells a kit. No line counts for more than its units.
 */
export function invoicedParts(order: Order, part: ReservationKey): InvoicedPart[] | null {
  const lines = contributingLines(order, part);
  const plain = lines.every(
    (line) =>
      line.skuId === part.skuId &&
      line.allocations.every(({ warehouseId }) => warehouseId === part.warehouseId),
  );
  return plain
    ? lines.flatMap((line) => partsOfLine(order, line)).sort((a, b) => (a.at < b.at ? -1 : 1))
    : null;
}

function partsOfLine(order: Order, line: OrderLine): InvoicedPart[] {
  const parts: InvoicedPart[] = [];
  let left = line.quantity;
  for (const invoice of outputs(order)) {
    const named = invoice.items.filter((item) => item.lineIndex === line.index && item.quantity > 0);
    const quantity = Math.min(
      left,
      named.reduce((sum, item) => sum + item.quantity, 0),
    );
    if (quantity > 0) parts.push({ at: latestIssue(order, [invoice]), quantity });
    left -= quantity;
  }
  return parts;
}

function outputs(order: Order): Invoice[] {
  return order.invoices.filter((invoice) => invoice.type === 'Output');
}

/** Invoices that name one of the lines, and those that name none: they may have taken any. */
function invoicesFor(order: Order, lines: readonly OrderLine[]): Invoice[] {
  const indexes = new Set(lines.map((line) => line.index));
  return outputs(order).filter(
    (invoice) =>
      invoice.items.length === 0 ||
      invoice.items.some((item) => item.quantity > 0 && indexes.has(item.lineIndex)),
  );
}

/** A stock count later than this saw the goods gone, so without an instant the later guess is the safe one. */
function latestIssue(order: Order, invoices: readonly Invoice[]): Instant {
  const known = invoices.flatMap((invoice) => invoice.issuedAt ?? []).sort();
  const latest = known[known.length - 1];
  if (latest !== undefined && known.length === invoices.length) return latest;
  const fallback = order.invoicedAt ?? order.changedAt ?? UNKNOWN_INVOICE_TIME;
  return latest !== undefined && latest > fallback ? latest : fallback;
}
