import type { OrderId, PlanId, SkuId, WarehouseId } from '@holdfast/node/core/id';
import type { Instant } from '@holdfast/node/core/instant';
import type { Delivery } from '@holdfast/node/store/delivery';

/** What everybody who reads a delivery reads of it. */
export interface DeliveryRow {
  id: string;
  stream: string;
  /** bigint comes as text. */
  sequence: string;
  type: Delivery['type'];
  state: Delivery['state'];
  attempts: number;
  order_id: OrderId | null;
  sku_id: SkuId | null;
  warehouse_id: WarehouseId | null;
  plan_id: PlanId | null;
  occurred_at: Instant;
  created_at: Date;
  next_attempt_at: Date;
  last_error: string | null;
}

export const DELIVERY_COLUMNS = `id, stream, sequence, type, state, attempts, order_id, sku_id, warehouse_id, plan_id,
  occurred_at, created_at, next_attempt_at, last_error`;

/** Without its times, which the store and the API tell in their own ways. */
export function deliveryFactsOf(row: DeliveryRow) {
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
    lastError: row.last_error,
  };
}

export interface StoredDeliveryRow extends DeliveryRow {
  account: string;
  data: Record<string, unknown>;
}

export const STORED_DELIVERY_COLUMNS = `${DELIVERY_COLUMNS}, account, data`;

export function deliveryOf(row: StoredDeliveryRow): Delivery {
  return {
    ...deliveryFactsOf(row),
    account: row.account,
    data: row.data,
    createdAtMs: row.created_at.getTime(),
    nextAttemptAtMs: row.next_attempt_at.getTime(),
  };
}
