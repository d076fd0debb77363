import type { Delivery } from '@holdfast/node/store/delivery';
import { isWanted } from '@holdfast/node/store/is-wanted';
import type { DeliveryStore } from '@holdfast/node/store/store';
import { appendLog, copy, type MemoryTables, queueDeliveries } from './memory-tables';

export function memoryDeliveries(tables: MemoryTables): DeliveryStore {
  return {
    nextDelivery: async (stream) => copy(headOf(tables, stream)),
    recordAttempt: async (deliveryId, { log, ...attempt }) => {
      const delivery = tables.deliveries.get(deliveryId);
      // Accepted stays accepted, whoever reports later.
      if (delivery && delivery.state !== 'accepted') Object.assign(delivery, attempt);
      appendLog(tables, log);
    },
    streamsDue: async (nowMs, limit) =>
      [...heads(tables).values()]
        .filter((head) => head.state === 'pending' && head.nextAttemptAtMs <= nowMs)
        .sort((a, b) => a.nextAttemptAtMs - b.nextAttemptAtMs || a.sequence - b.sequence)
        .slice(0, limit)
        .map((head) => head.stream),
    acceptedDeliveries: async (wanted, after, limit) => {
      const found = [...tables.deliveries.values()]
        .filter((one) => one.sequence > Number(after ?? 0) && isWanted(one, wanted))
        .slice(0, limit);
      return {
        deliveries: copy(found),
        next: found.length < limit ? null : String(found.at(-1)?.sequence),
      };
    },
    queueDeliveries: async (deliveries) => queueDeliveries(tables, deliveries),
  };
}

function headOf(tables: MemoryTables, stream: string): Delivery | null {
  for (const delivery of tables.deliveries.values())
    if (delivery.stream === stream && delivery.state !== 'accepted') return delivery;
  return null;
}

/** The oldest delivery of each stream that is not accepted. */
function heads(tables: MemoryTables): Map<string, Delivery> {
  const first = new Map<string, Delivery>();
  for (const delivery of tables.deliveries.values()) {
    if (delivery.state !== 'accepted' && !first.has(delivery.stream)) first.set(delivery.stream, delivery);
  }
  return first;
}
