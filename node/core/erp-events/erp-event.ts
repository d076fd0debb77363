import type { Instant } from '../instant';

/** One message to the ERP before it is queued. `node/store`'s `NewDelivery` has the same shape. */
export interface ErpEvent {
  /** Event id and `webhook-id`; made from what it tells, so that telling the same twice is one message. */
  id: string;
  /** What is kept in order: `order/{orderId}` or `position/{positionKey}`. */
  stream: string;
  type: 'holdfast.reservation.changed' | 'holdfast.removal.recommended' | 'holdfast.stock.reconciled';
  orderId: string | null;
  skuId: string | null;
  warehouseId: string | null;
  planId: string | null;
  occurredAt: Instant;
  /** The CloudEvent's `data`, field by field as in the contract. */
  data: Record<string, unknown>;
}

/**
 * An id from its parts. Parts may hold any character; each is encoded, so that no two lists of parts make the same
 * id, and what is left is safe in a header and in the signed text, where a dot separates.
 */
export function eventId(...parts: string[]): string {
  return parts.map((part) => encodeURIComponent(part).replaceAll('.', '%2E')).join(':');
}
