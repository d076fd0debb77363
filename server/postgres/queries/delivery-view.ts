import type { DeliveryView } from '@holdfast/node/api/schemas/delivery';
import type { Instant } from '@holdfast/node/core/instant';

export interface DeliveryRow {
  id: string;
  stream: string;
  sequence: string;
  type: DeliveryView['type'];
  state: DeliveryView['state'];
  attempts: number;
  order_id: string | null;
  sku_id: string | null;
  warehouse_id: string | null;
  plan_id: string | null;
  occurred_at: Instant;
  created_at: Date;
  next_attempt_at: Date;
  accepted_at: Date | null;
  last_error: string | null;
}

/** Not `data`: what a message says can be read from the reservation or the plan it is about. */
export const DELIVERY_COLUMNS = `id, stream, sequence, type, state, attempts, order_id, sku_id, warehouse_id, plan_id,
  occurred_at, created_at, next_attempt_at, accepted_at, last_error`;

export function deliveryViewOf(row: DeliveryRow): DeliveryView {
  return {
    id: row.id,
    stream: row.stream,
    sequence: Number(row.sequence),
    type: row.type,
    state: row.state,
    attempts: row.attempts,
    orderId: row.order_id,
    skuId: row.sku_id,
    warehouseId: row.warehouse_id,
    planId: row.plan_id,
    occurredAt: row.occurred_at,
    createdAt: row.created_at.toISOString(),
    nextAttemptAt: row.state === 'pending' ? row.next_attempt_at.toISOString() : null,
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    lastError: row.last_error,
  };
}
