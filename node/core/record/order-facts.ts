import type { OrderFacts } from '../gate/gate-input';
import type { OrderId } from '../id';
import { leftOfLine, UNKNOWN_INVOICE_TIME } from '../order/left';
import type { Order } from '../order/order';
import { orderStatusMeaning } from '../order/order-status';
import { parkedLine } from '../order/parked';
import { samePosition } from '../position';
import type { KnownReservation, ReservedUnits } from '../reservation/reservation';
import { claimAt, hasUnexplained, isUndone, type LeftAt, leftAt } from './left-at';
import { placesWithRecord } from './places';

/** An order as recorded: its last reading and its reservations. */
export interface RecordedOrder {
  order: Order;
  reservations: readonly KnownReservation[];
}

/**
 * What is known of the orders behind one reservation that VTEX lists, for the gate. Two orders may name one lock (a
 * replaced order and its successor): it is settled when both are, and what left of either counts.
 */
export function factsOfLock(orders: readonly RecordedOrder[], listed: ReservedUnits): OrderFacts {
  const facts = orders.map((one) => orderFactsFor(one, listed));
  const unsettled =
    facts.find(({ kind }) => kind === 'unreadable') ?? facts.find(({ kind }) => kind === 'open');
  if (unsettled !== undefined) return unsettled;
  const invoiced = facts.filter((one) => one.kind === 'invoiced');
  const [first] = invoiced;
  if (first === undefined)
    return facts[0] ?? { kind: 'unreadable', reason: `no order holds ${listed.lockId}` };
  return {
    ...first,
    invoicedAt: invoiced.reduce(
      (last, one) => (one.invoicedAt > last ? one.invoicedAt : last),
      first.invoicedAt,
    ),
    leftQuantity: invoiced.reduce((units, one) => units + one.leftQuantity, 0),
    partsLeft: invoiced.flatMap((one) => one.partsLeft),
  };
}

/**
 * | the order | the reservation |
 * |---|---|
 * | has a quantity that is no whole number for it | `unreadable`: its line is parked |
 * | recorded as invoiced, or its lines here are settled (`left-at`) | `invoiced`, even when canceled: the goods left |
 * | canceled or replaced, no invoice touches its lines here | `canceled` |
 * | canceled or replaced after an invoice of some of it | `open`, and a person is asked: what became of it nobody knows |
 * | its line here is gone | `canceled`: nothing claims the units |
 * | has no line with this lock, and no record of it | `unreadable`: it is not the order behind it |
 * | the lock holds units here that no line explains | as the whole order is |
 * | anything else: incomplete, unknown status, `cancel` in progress, partly invoiced | `open` |
 */
export function orderFactsFor({ order, reservations }: RecordedOrder, listed: ReservedUnits): OrderFacts {
  const { orderId } = order;
  const recorded = reservations.find((one) => one.lockId === listed.lockId && samePosition(one, listed));
  const place = placesWithRecord(order, reservations).find(
    (one) => one.lockId === listed.lockId && samePosition(one, listed),
  );
  const parked = parkedLine(order, listed);
  if (parked !== null) {
    const reason = `order ${orderId} has ${parked.oddQuantity} of SKU ${parked.skuId}, which is no whole number`;
    return { kind: 'unreadable', reason };
  }
  if (place === undefined) return withoutPlace(order, listed, recorded);
  const left = leftAt(order, place, listed.quantity);
  if (left.isSettled) return invoiced(orderId, left);
  if (recorded !== undefined && hasLeft(recorded)) return asRecorded(recorded);
  if (orderStatusMeaning(order.status).implies === 'canceled' && !left.isTouched)
    // The order record keeps no instant of cancellation, and its last change may be a later one.
    return { kind: 'canceled', orderId, canceledAt: null };
  const partsLeft = left.parts.length > 0 ? { partsLeft: left.parts } : {};
  if (isUndone(order, left)) return { ...open(order), ...partsLeft, undoneQuantity: left.atMost };
  const claimQuantity = claimAt(order, place);
  return { ...open(order), ...partsLeft, ...(claimQuantity === null ? {} : { claimQuantity }) };
}

/** Whether VTEX's word on the lock may tell what the order does not: asked once, and only where it was never read. */
export function isUnexplained({ order, reservations }: RecordedOrder, listed: ReservedUnits): boolean {
  if (order.memory.held.some(({ lockId }) => lockId === listed.lockId)) return false;
  const place = placesWithRecord(order, reservations).find(
    (one) => one.lockId === listed.lockId && samePosition(one, listed),
  );
  const recorded = reservations.find((one) => one.lockId === listed.lockId && samePosition(one, listed));
  if (place === undefined) return recorded === undefined;
  return hasUnexplained(order, place, listed.quantity);
}

function open({ orderId, status, changedAt }: Order): Extract<OrderFacts, { kind: 'open' }> {
  return { kind: 'open', orderId, orderStatus: status, since: changedAt };
}

function invoiced(orderId: OrderId, left: LeftAt): OrderFacts {
  const { units, parts, doubt } = left;
  const invoicedAt = left.invoicedAt ?? UNKNOWN_INVOICE_TIME;
  return {
    kind: 'invoiced',
    orderId,
    invoicedAt,
    leftQuantity: units,
    partsLeft: parts,
    ...(doubt ? { doubt } : {}),
  };
}

function hasLeft({ status }: KnownReservation): boolean {
  return status === 'invoiced' || status === 'removed';
}

/** What was once settled stays: by an invoice that an older answer of VTEX's lacks, or by a person's word. */
function asRecorded({ orderId, invoicedAt, leftQuantity, quantity }: KnownReservation): OrderFacts {
  const at = invoicedAt ?? UNKNOWN_INVOICE_TIME;
  const units = leftQuantity ?? quantity;
  return {
    kind: 'invoiced',
    orderId,
    invoicedAt: at,
    leftQuantity: units,
    partsLeft: [{ at, quantity: units }],
  };
}

/** VTEX holds units for the order where none of its lines is taken from. */
function withoutPlace(
  order: Order,
  listed: ReservedUnits,
  recorded: KnownReservation | undefined,
): OrderFacts {
  const { orderId } = order;
  if (recorded !== undefined && hasLeft(recorded)) return asRecorded(recorded);
  const isCanceled = orderStatusMeaning(order.status).implies === 'canceled';
  if (recorded?.status === 'canceled' || isCanceled) return { kind: 'canceled', orderId, canceledAt: null };
  if (recorded === undefined && !order.lines.some(({ lockId }) => lockId === listed.lockId))
    return { kind: 'unreadable', reason: `order ${orderId} has no line with lock ${listed.lockId}` };
  const removed = order.changes.find(({ skuId }) => skuId === listed.skuId)?.removed ?? 0;
  const hasLine = order.lines.some(({ skuId }) => skuId === listed.skuId);
  if (!hasLine && removed >= listed.quantity) return { kind: 'canceled', orderId, canceledAt: null };
  const lines = order.lines.filter(({ quantity }) => quantity > 0).map((line) => leftOfLine(order, line));
  if (lines.length === 0 || !lines.every(({ isSettled }) => isSettled)) return open(order);
  const at =
    lines
      .map(({ invoicedAt }) => invoicedAt ?? UNKNOWN_INVOICE_TIME)
      .sort()
      .pop() ?? UNKNOWN_INVOICE_TIME;
  const { quantity } = listed;
  return {
    kind: 'invoiced',
    orderId,
    invoicedAt: at,
    leftQuantity: quantity,
    partsLeft: [{ at, quantity }],
    doubt: 'unexplained',
  };
}
