import type { OrderId, PlanId, SkuId, WarehouseId } from '../core/id';
import type { Instant } from '../core/instant';

export const DELIVERY_TYPES = [
  'holdfast.reservation.changed',
  'holdfast.removal.recommended',
  'holdfast.stock.reconciled',
] as const;
export type DeliveryType = (typeof DELIVERY_TYPES)[number];

export const DELIVERY_STATES = ['pending', 'accepted', 'parked'] as const;

export interface NewDelivery {
  /** Event id and `webhook-id`; the same on every retry. An id that is recorded already stays as it is. */
  id: string;
  /** What is kept in order: `order/{orderId}` or `position/{positionKey}`. */
  stream: string;
  type: DeliveryType;
  orderId: OrderId | null;
  skuId: SkuId | null;
  warehouseId: WarehouseId | null;
  planId: PlanId | null;
  occurredAt: Instant;
  /** The CloudEvent's `data`, complete; see the contract in docs. */
  data: Record<string, unknown>;
}

/** Which accepted deliveries are wanted again; what is left out does not matter. */
export interface WantedDeliveries {
  id?: string;
  types?: readonly DeliveryType[];
  orderId?: OrderId;
  skuId?: SkuId;
  warehouseId?: WarehouseId;
  /** Epoch ms at which the ERP took it: from, included; to, not included. */
  acceptedFromMs?: number;
  acceptedToMs?: number;
}

export interface Delivery extends NewDelivery {
  account: string;
  /** Order inside the stream. */
  sequence: number;
  state: (typeof DELIVERY_STATES)[number];
  attempts: number;
  /** Epoch ms. */
  createdAtMs: number;
  nextAttemptAtMs: number;
  lastError: string | null;
}
