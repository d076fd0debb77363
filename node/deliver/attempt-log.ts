import type { Subject } from '../core/said/delivery-sentences';
import type { Sentence } from '../core/said/said';
import type { Delivery } from '../store/delivery';
import type { LogEntry, LogOutcome } from '../store/sync-log';

/** The log line of one attempt. The sentence holds neither address nor secret. */
export function attemptEntry(
  delivery: Delivery,
  outcome: LogOutcome,
  sentence: Sentence,
  extra: { durationMs: number | null; detail: Record<string, unknown> },
): LogEntry {
  return {
    kind: 'delivery',
    outcome,
    ...sentence,
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
export function subjectOf({ type, data, orderId, skuId, warehouseId }: Delivery): Subject {
  const status = typeof data.status === 'string' ? data.status : '';
  const ids = { orderId: orderId ?? '?', skuId: skuId ?? '?', warehouseId: warehouseId ?? '?' };
  if (type !== 'holdfast.reservation.changed')
    return { ...ids, about: type === 'holdfast.removal.recommended' ? 'removal' : 'stock', status: '' };
  return { ...ids, about: status === '' ? 'change' : 'status', status };
}
