import type { DeliveryView } from '../../api/schemas/delivery';
import type { Delivery } from '../../store/delivery';

/**
 * Not `data`: what a message says can be read from the reservation or the plan it is about. The record keeps no
 * time of acceptance of its own; the attempt that was accepted set `nextAttemptAtMs`, and nothing moved it since.
 */
export function deliveryViewOf(delivery: Delivery): DeliveryView {
  const { state, nextAttemptAtMs } = delivery;
  return {
    id: delivery.id,
    stream: delivery.stream,
    sequence: delivery.sequence,
    type: delivery.type,
    state,
    attempts: delivery.attempts,
    orderId: delivery.orderId,
    skuId: delivery.skuId,
    warehouseId: delivery.warehouseId,
    planId: delivery.planId,
    occurredAt: delivery.occurredAt,
    createdAt: isoOf(delivery.createdAtMs),
    nextAttemptAt: state === 'pending' ? isoOf(nextAttemptAtMs) : null,
    acceptedAt: state === 'accepted' ? isoOf(nextAttemptAtMs) : null,
    lastError: delivery.lastError,
  };
}

function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
