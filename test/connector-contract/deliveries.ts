import { parseInstant } from '@holdfast/node/core/instant';
import type { Delivery } from '@holdfast/node/store/delivery';
import type { DeliveryStore } from '@holdfast/node/store/store';

const STEPS = ['authorized', 'confirmed', 'acknowledged'];

/** The n-th message about one order, 1 to 3. */
export function deliveryOf(version: number): Delivery {
  const occurredAt = parseInstant(`2026-03-02T18:00:0${version}.1234567Z`);
  if (occurredAt === null) throw new Error('version must be 1 to 3');
  const about = { orderId: 'v1-01', skuId: '7', warehouseId: 'w1' };
  return {
    ...about,
    id: `rsv-acme-L1-v${version}`,
    account: 'acme',
    stream: 'order/v1-01',
    sequence: version,
    type: 'holdfast.reservation.changed',
    planId: null,
    occurredAt,
    data: {
      ...about,
      account: 'acme',
      lockId: 'L1',
      quantity: 2,
      status: STEPS[version - 1] ?? null,
      previousStatus: STEPS[version - 2] ?? null,
      version,
      expiresAt: null,
      occurredAt,
    },
    state: 'pending',
    attempts: 0,
    createdAtMs: Date.now(),
    nextAttemptAtMs: 0,
    lastError: null,
  };
}

/** A stream kept in memory, as far as delivering needs it. */
export function streamOf(deliveries: Delivery[]): Pick<DeliveryStore, 'nextDelivery' | 'recordAttempt'> {
  return {
    async nextDelivery(stream) {
      return (
        deliveries.find((delivery) => delivery.stream === stream && delivery.state !== 'accepted') ?? null
      );
    },
    async recordAttempt(id, { log: _log, ...attempt }) {
      const found = deliveries.find((delivery) => delivery.id === id);
      if (found) Object.assign(found, attempt);
    },
  };
}
