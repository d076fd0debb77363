import type { OrderId, PlanId, SkuId, WarehouseId } from '../id';
import type { Instant } from '../instant';

/** One message to the ERP before it is queued. `node/store`'s `NewDelivery` has the same shape. */
export interface ErpEvent {
  /** Event id and `webhook-id`, see `eventId`. */
  id: string;
  /** What is kept in order: `order/{orderId}` or `position/{positionKey}`. */
  stream: string;
  type: 'holdfast.reservation.changed' | 'holdfast.removal.recommended' | 'holdfast.stock.reconciled';
  orderId: OrderId | null;
  skuId: SkuId | null;
  warehouseId: WarehouseId | null;
  planId: PlanId | null;
  occurredAt: Instant;
  /** The CloudEvent's `data`, field by field as in the contract. */
  data: Record<string, unknown>;
}

/**
 * An id from its parts. One of them is random (the plan's id, or a nonce) and made anew for each step that records
 * messages: an older database that is put back, or an empty one, would else give other news an id that the ERP has
 * seen, and the ERP would drop it. The id is recorded with the message, so that it is the same on every retry. Parts may hold any character; each is encoded, so that no two lists of parts make the same
 * id, and what is left is safe in a header and in the signed text, where a dot separates.
 */
export function eventId(...parts: string[]): string {
  return parts.map((part) => encodeURIComponent(part).replaceAll('.', '%2E')).join(':');
}

/** The parts that an id was made of. */
export function eventIdParts(id: string): string[] {
  return id.split(':').map(decodedOr);
}

/** One that is not ours need not be encoded. */
function decodedOr(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const REPLAY = /^rpl:[^:]+:(.+)$/;

/**
 * The id of a message that is sent again on request: a new one, since a receiver drops the ids it has seen. A replay
 * of a replay is one of what that repeats.
 */
export function replayId(id: string, nonce: string): string {
  return `${eventId('rpl', nonce)}:${replayedId(id) ?? id}`;
}

/** The id of the message that this one repeats; null when it repeats none. */
export function replayedId(id: string): string | null {
  return REPLAY.exec(id)?.[1] ?? null;
}
