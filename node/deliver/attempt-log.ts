import type { Delivery } from '../store/delivery';
import type { LogEntry, LogOutcome } from '../store/sync-log';

/** The log line of one attempt. `said` is a sentence that holds neither address nor secret. */
export function attemptEntry(
  delivery: Delivery,
  outcome: LogOutcome,
  said: string,
  extra: { durationMs: number | null; detail: Record<string, unknown> },
): LogEntry {
  return {
    kind: 'delivery',
    outcome,
    message: said,
    orderId: delivery.orderId,
    skuId: delivery.skuId,
    warehouseId: delivery.warehouseId,
    planId: delivery.planId,
    deliveryId: delivery.id,
    durationMs: extra.durationMs,
    detail: { type: delivery.type, ...extra.detail },
  };
}

/** What the message is about, for a sentence. */
export function subjectOf(delivery: Delivery): string {
  const { status } = delivery.data;
  if (delivery.type === 'holdfast.reservation.changed') {
    return `${typeof status === 'string' ? status : 'a change'} of order ${delivery.orderId ?? '?'}`;
  }
  const what =
    delivery.type === 'holdfast.removal.recommended' ? 'the recommended removal' : 'the reconciled stock';
  return `${what} of SKU ${delivery.skuId ?? '?'} in warehouse ${delivery.warehouseId ?? '?'}`;
}
