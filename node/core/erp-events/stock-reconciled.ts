import type { ListedReservation } from '../gate/reading';
import type { PlanId } from '../id';
import type { Instant } from '../instant';
import type { Position } from '../position';
import { type ErpEvent, eventId } from './erp-event';
import { positionStream } from './streams';

/** Units that VTEX still counts as reserved, by how far their reservation is. `other`: a status we do not know. */
export interface ReservedByStatus {
  authorized: number;
  confirmed: number;
  acknowledged: number;
  other: number;
}

/** What a read-back proved. */
export interface ReconciledStock {
  position: Position;
  planId: PlanId;
  totalQuantity: number;
  reservedQuantity: number;
  byStatus: ReservedByStatus;
  /** Units the update took out. */
  removedQuantity: number;
  /** Ids of the orders whose goods it took out; repeated and unknown ones are dropped. */
  orders: readonly (string | null)[];
}

/** `holdfast.stock.reconciled`: VTEX's numbers after a proven update. One per plan. `nonce` as in `eventId`. */
export function stockReconciledEvent(
  account: string,
  stock: ReconciledStock,
  occurredAt: Instant,
  nonce: string,
): ErpEvent {
  const { position, planId, totalQuantity, reservedQuantity, byStatus, removedQuantity } = stock;
  const { skuId, warehouseId } = position;
  return {
    id: eventId('stk', account, planId, nonce),
    stream: positionStream(position),
    type: 'holdfast.stock.reconciled',
    orderId: null,
    skuId,
    warehouseId,
    planId,
    occurredAt,
    data: {
      account,
      skuId,
      warehouseId,
      totalQuantity,
      reservedQuantity,
      availableQuantity: totalQuantity - reservedQuantity,
      byStatus,
      removedQuantity,
      orders: [...new Set(stock.orders.filter((orderId) => orderId !== null))].sort(),
      planId,
      occurredAt,
    },
  };
}

/** Sums a list of reservations; what VTEX no longer counts (expired, canceled, aborted) is left out. */
export function reservedByStatus(listed: readonly ListedReservation[]): ReservedByStatus {
  const sums: ReservedByStatus = { authorized: 0, confirmed: 0, acknowledged: 0, other: 0 };
  for (const reservation of listed) {
    const status = heldAs(reservation);
    if (status !== null) sums[status] += reservation.quantity;
  }
  return sums;
}

function heldAs({ state, acknowledgedAt }: ListedReservation): keyof ReservedByStatus | null {
  if (state === 'expired' || state === 'canceled' || state === 'aborted') return null;
  if (acknowledgedAt !== null) return 'acknowledged';
  return state === 'active-unknown' ? 'other' : state;
}
