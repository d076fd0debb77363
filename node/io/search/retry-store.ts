import type { Sentence } from '../../core/said/said';
import type { RetryStore } from '../../deliver/retry-delivery';
import type { Delivery } from '../../store/delivery';
import type { DeliveryStore } from '../../store/store';
import type { LogEntry } from '../../store/sync-log';
import type { DocumentReads } from '../store/document-reads';
import { walkWaiting } from './find-waiting';

export interface IoRetryOptions {
  reads: Pick<DocumentReads, 'stream' | 'waitingStreams'>;
  store: Pick<DeliveryStore, 'recordAttempt'>;
}

/** What one retry may look through. */
const MOST_STREAMS = 2_000;

/**
 * What an admin's retry does on IO. A delivery is looked for among the streams that wait for something: one whose
 * whole stream was accepted is not found (404), where PostgreSQL still knows it (409).
 */
export function createIoRetryStore({ reads, store }: IoRetryOptions): RetryStore {
  const delivery = (id: string) => findDelivery(reads, id);
  const makeDue = async (found: Delivery, nowMs: number, log: LogEntry[]): Promise<boolean> => {
    if (found.state === 'accepted') return false;
    await store.recordAttempt(found.id, {
      state: 'pending',
      // A parked one begins anew; one that waits for its back-off keeps its count.
      attempts: found.state === 'parked' ? 0 : found.attempts,
      nextAttemptAtMs: nowMs,
      lastError: found.lastError,
      log,
    });
    const document = await reads.stream(found.stream);
    return (
      document?.stream.deliveries.some(({ id, state }) => id === found.id && state !== 'accepted') ?? false
    );
  };
  return {
    delivery,
    async makeDue(deliveryId, nowMs, log) {
      const found = await delivery(deliveryId);
      return found !== null && (await makeDue(found, nowMs, log));
    },
    async makeParkedDue(nowMs, limit, sentence) {
      const parked = await findParked(reads, limit);
      const streams: string[] = [];
      for (const found of parked) {
        if (await makeDue(found, nowMs, [retryEntry(found, sentence)])) streams.push(found.stream);
      }
      return { count: streams.length, streams };
    },
  };
}

async function findDelivery(reads: IoRetryOptions['reads'], id: string): Promise<Delivery | null> {
  let found: Delivery | null = null;
  await walkWaiting(reads, MOST_STREAMS, (deliveries) => {
    found = deliveries.find((delivery) => delivery.id === id) ?? null;
    return found === null ? 'go-on' : 'enough';
  });
  return found;
}

/** Oldest first within their streams. */
async function findParked(reads: IoRetryOptions['reads'], limit: number): Promise<Delivery[]> {
  const parked: Delivery[] = [];
  await walkWaiting(reads, Number.POSITIVE_INFINITY, (deliveries) => {
    parked.push(...deliveries.filter(({ state }) => state === 'parked'));
    return parked.length < limit ? 'go-on' : 'enough';
  });
  return parked.slice(0, limit);
}

function retryEntry(delivery: Delivery, sentence: Sentence): LogEntry {
  const { orderId, skuId, warehouseId, planId, id: deliveryId } = delivery;
  return { kind: 'admin', outcome: 'ok', ...sentence, orderId, skuId, warehouseId, planId, deliveryId };
}
