import { replayedId } from '../core/erp-events/erp-event';
import type { Delivery, WantedDeliveries } from './delivery';

/** For stores without a query language. The next attempt of an accepted delivery is the moment it was accepted. */
export function isWanted(delivery: Delivery, wanted: WantedDeliveries): boolean {
  const { id, types, orderId, skuId, warehouseId, acceptedFromMs, acceptedToMs } = wanted;
  return (
    delivery.state === 'accepted' &&
    replayedId(delivery.id) === null &&
    (id ?? delivery.id) === delivery.id &&
    (types?.includes(delivery.type) ?? true) &&
    (orderId ?? delivery.orderId) === delivery.orderId &&
    (skuId ?? delivery.skuId) === delivery.skuId &&
    (warehouseId ?? delivery.warehouseId) === delivery.warehouseId &&
    delivery.nextAttemptAtMs >= (acceptedFromMs ?? Number.NEGATIVE_INFINITY) &&
    delivery.nextAttemptAtMs < (acceptedToMs ?? Number.POSITIVE_INFINITY)
  );
}
