import { say } from '../../core/said/say';
import type { Delivery } from '../../store/delivery';
import type { LogEntry } from '../../store/sync-log';
import type { StreamPart } from './shapes';

/** One line for each recommendation that will not be told any more. */
export function replacedLog(before: StreamPart, after: StreamPart): LogEntry[] {
  return replacedIn(before, after).map(({ id, planId, skuId, warehouseId }) => ({
    kind: 'delivery',
    outcome: 'nothing',
    ...say('delivery.replaced', { planId: planId ?? '?' }),
    planId,
    skuId,
    warehouseId,
    deliveryId: id,
  }));
}

/** What waited in `before` and will not be told any more. */
function replacedIn(before: StreamPart, after: StreamPart): Delivery[] {
  const left = new Set(after.deliveries.map(({ id }) => id));
  return before.deliveries.filter(({ id, state }) => state === 'pending' && !left.has(id));
}
