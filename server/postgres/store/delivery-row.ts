import type { Instant } from '@holdfast/node/core/instant';
import type { Delivery } from '@holdfast/node/store/delivery';

export interface StoredDeliveryRow {
  account: string;
  id: string;
  stream: string;
  /** bigint comes as text. */
  sequence: string;
  type: Delivery['type'];
  order_id: string | null;
  sku_id: string | null;
  warehouse_id: string | null;
  plan_id: string | null;
  occurred_at: Instant;
  data: Record<string, unknown>;
  state: Delivery['state'];
  attempts: number;
  created_at: Date;
  next_attempt_at: Date;
  last_error: string | null;
}

export const STORED_DELIVERY_COLUMNS = `account, id, stream, sequence, type, order_id, sku_id, warehouse_id, plan_id,
  occurred_at, data, state, attempts, created_at, next_attempt_at, last_error`;

export function deliveryOf(row: StoredDeliveryRow): Delivery {
  return {
    account: row.account,
    id: row.id,
    stream: row.stream,
    sequence: Number(row.sequence),
    type: row.type,
    orderId: row.order_id,
    skuId: row.sku_id,
    warehouseId: row.warehouse_id,
    planId: row.plan_id,
    occurredAt: row.occurred_at,
    data: row.data,
    state: row.state,
    attempts: row.attempts,
    createdAtMs: row.created_at.getTime(),
    nextAttemptAtMs: row.next_attempt_at.getTime(),
    lastError: row.last_error,
  };
}
