import type { DeliveryState, DeliveryType, Instant } from './words';

export interface Delivery {
  id: string;
  stream: string;
  sequence: number;
  type: DeliveryType;
  state: DeliveryState;
  attempts: number;
  orderId: string | null;
  skuId: string | null;
  warehouseId: string | null;
  planId: string | null;
  occurredAt: Instant;
  createdAt: string;
  nextAttemptAt: string | null;
  acceptedAt: string | null;
  lastError: string | null;
}

export interface DeliveryPage {
  deliveries: Delivery[];
  nextCursor: string | null;
}
