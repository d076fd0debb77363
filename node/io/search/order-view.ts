import type { OrderDetail, OrderPage } from '../../api/schemas/order';
import type { ByStatus, ReservationChangeView } from '../../api/schemas/reservation';
import { msOfInstant } from '../../core/instant';
import type { Order } from '../../core/order/order';
import type { KnownReservation, ReservationChange } from '../../core/reservation/reservation';
import { isOver, reservationsIn } from '../store/order-document';
import type { OrderDocument } from '../store/shapes';

/** Null while only a reservation of the order was recorded: nothing was read of it yet. */
export function orderSummaryOf(document: OrderDocument): OrderPage['orders'][number] | null {
  if (document.order === null) return null;
  return {
    orderId: document.orderId,
    status: document.order.status,
    isOver: isOver(document),
    readAt: new Date(document.readAtMs).toISOString(),
    reservations: countByStatus(reservationsIn(document)),
  };
}

export function countByStatus(reservations: readonly KnownReservation[]): ByStatus {
  const counted: ByStatus = {};
  for (const { status } of reservations) counted[status] = (counted[status] ?? 0) + 1;
  return counted;
}

/** The order's own part of its page; null when it was never read. */
export function orderPartOf(
  document: OrderDocument,
): Pick<OrderDetail, 'orderId' | 'isOver' | 'readAt' | 'reading' | 'reservations' | 'changes'> | null {
  const reading: Order | null = document.order;
  if (reading === null) return null;
  return {
    orderId: document.orderId,
    isOver: isOver(document),
    readAt: new Date(document.readAtMs).toISOString(),
    reading,
    reservations: reservationsIn(document),
    changes: document.changes.map((change) => changeViewOf(change, document)),
  };
}

/**
 * The record keeps changes in their order, but not when each was recorded. The message that tells the ERP of a
 * change was recorded with it; without one the change's own time stands in.
 */
function changeViewOf(change: ReservationChange, { stream }: OrderDocument): ReservationChangeView {
  const told = stream.deliveries.find(
    ({ data }) =>
      data.lockId === change.lockId &&
      data.skuId === change.skuId &&
      data.warehouseId === change.warehouseId &&
      data.version === change.version,
  );
  const recordedMs = told?.createdAtMs ?? msOfInstant(change.occurredAt);
  return { ...change, recordedAt: new Date(recordedMs).toISOString() };
}
