import type { ReservationChange } from '../reservation/reservation';
import { type ErpEvent, eventId } from './erp-event';
import { orderStream } from './streams';

/** `holdfast.reservation.changed`: one step of one reservation. `nonce` as in `eventId`. */
export function reservationChangedEvent(account: string, change: ReservationChange, nonce: string): ErpEvent {
  const {
    orderId,
    lockId,
    skuId,
    warehouseId,
    quantity,
    status,
    previousStatus,
    version,
    expiresAt,
    occurredAt,
  } = change;
  return {
    id: eventId('rsv', account, lockId, skuId, warehouseId, nonce, `v${version}`),
    stream: orderStream(orderId),
    type: 'holdfast.reservation.changed',
    orderId,
    skuId,
    warehouseId,
    planId: null,
    occurredAt,
    data: {
      account,
      orderId,
      lockId,
      skuId,
      warehouseId,
      quantity,
      status,
      previousStatus,
      version,
      expiresAt,
      occurredAt,
    },
  };
}
