import type { Instant } from '../core/instant';

export type DeliveryType =
  | 'holdfast.reservation.changed'
  | 'holdfast.removal.recommended'
  | 'holdfast.stock.reconciled';

export interface NewDelivery {
  /** Event id and `webhook-id`; the same on every retry. Derived from what it tells, so that recording twice makes one. */
  id: string;
  /** What is kept in order: `order/{orderId}` or `position/{positionKey}`. */
  stream: string;
  type: DeliveryType;
  orderId: string | null;
  skuId: string | null;
  warehouseId: string | null;
  planId: string | null;
  occurredAt: Instant;
  /** The CloudEvent's `data`, complete; see the contract in docs. */
  data: Record<string, unknown>;
}

export interface Delivery extends NewDelivery {
  account: string;
  /** Order inside the stream. */
  sequence: number;
  state: 'pending' | 'accepted' | 'parked';
  attempts: number;
  /** Epoch ms. */
  createdAtMs: number;
  nextAttemptAtMs: number;
  lastError: string | null;
}
