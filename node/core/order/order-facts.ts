import type { OrderFacts } from '../gate/plan';
import type { Instant } from '../instant';
import type { KnownReservation, ReservationKey } from '../reservation/reservation';
import { type Coverage, contributingLines, coverageOf, coverageOfOrder, invoicedParts } from './invoiced';
import type { Order } from './order';
import { orderStatusMeaning } from './order-status';
import { parkedLine } from './parked';

/**
 * What the order says about one reservation that VTEX lists, for the gate.
 *
 * | the order | the reservation |
 * |---|---|
 * | has no line with this lock | `unreadable`: it is not the order behind it |
 * | has a quantity that is no whole number for it | `unreadable`: its line is parked |
 * | invoiced, or Output invoices cover its lines | `invoiced`, even when canceled: the goods left |
 * | canceled or replaced, no invoice touches its lines | `canceled` |
 * | canceled, partly invoiced | `open`: some goods left, giving all units back would sell them twice |
 * | anything else: incomplete, unknown status, `cancel` in progress, partly invoiced | `open` |
 *
 * VTEX lists the parts of a kit under the kit's lock, and may hold more units than the lines we see explain. Such
 * a reservation is decided by the line only where the order names the part; else by the whole order.
 *
 * `recorded`, where given, keeps what was once settled: an invoice that an older answer of VTEX's lacks stays.
 */
export function orderFactsFor(
  order: Order,
  listed: ListedUnits,
  recorded: readonly KnownReservation[] = [],
): OrderFacts {
  const { orderId } = order;
  if (!order.lines.some((line) => line.lockId === listed.lockId)) {
    return { kind: 'unreadable', reason: `order ${orderId} has no line with lock ${listed.lockId}` };
  }
  const parked = parkedLine(order, listed);
  if (parked !== null) {
    const reason = `order ${orderId} has ${parked.oddQuantity} of SKU ${parked.skuId}, which is no whole number`;
    return { kind: 'unreadable', reason };
  }
  const coverage = coverageFor(order, listed);
  const invoicedAt = coverage.kind === 'all' ? coverage.invoicedAt : recordedInvoice(recorded, listed);
  const parts = invoicedParts(order, listed);
  if (invoicedAt !== null) {
    const partsInvoiced = parts !== null && sumOf(parts) === listed.quantity ? { partsInvoiced: parts } : {};
    return { kind: 'invoiced', orderId, invoicedAt, invoicedQuantity: listed.quantity, ...partsInvoiced };
  }
  if (coverage.kind === 'none' && orderStatusMeaning(order.status).implies === 'canceled') {
    // The order record keeps no instant of cancellation, and its last change may be a later one.
    return { kind: 'canceled', orderId, canceledAt: null };
  }
  const partsInvoiced = parts !== null && parts.length > 0 ? { partsInvoiced: parts } : {};
  return { kind: 'open', orderId, orderStatus: order.status, since: order.changedAt, ...partsInvoiced };
}

type ListedUnits = ReservationKey & { quantity: number };

function recordedInvoice(recorded: readonly KnownReservation[], listed: ListedUnits): Instant | null {
  const found = recorded.find(
    (one) =>
      one.lockId === listed.lockId && one.skuId === listed.skuId && one.warehouseId === listed.warehouseId,
  );
  const settled = found?.status === 'invoiced' || found?.status === 'removed';
  return settled && found.quantity >= listed.quantity ? found.invoicedAt : null;
}

function sumOf(parts: readonly { quantity: number }[]): number {
  return parts.reduce((sum, { quantity }) => sum + quantity, 0);
}

function coverageFor(order: Order, listed: ListedUnits): Coverage {
  const lines = contributingLines(order, listed);
  const explained = lines.reduce((sum, line) => sum + unitsOfLine(line, listed), 0);
  return explained >= listed.quantity ? coverageOf(order, lines) : coverageOfOrder(order);
}

/** Units one line puts into the reservation. A part whose count is not told may explain any number of them. */
function unitsOfLine(line: Order['lines'][number], part: ReservationKey): number {
  return line.allocations
    .filter((allocation) => allocation.warehouseId === part.warehouseId && allocation.quantity > 0)
    .reduce((sum, allocation) => {
      const own = line.skuId === part.skuId ? allocation.quantity : 0;
      const asPart = allocation.kitParts
        .filter((kit) => kit.skuId === part.skuId)
        .reduce(
          (units, kit) => units + allocation.quantity * (kit.quantityPerKit ?? Number.POSITIVE_INFINITY),
          0,
        );
      return sum + own + asPart;
    }, 0);
}
