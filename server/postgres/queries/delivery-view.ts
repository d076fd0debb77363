import type { DeliveryView } from '@holdfast/node/api/schemas/delivery';
import { DELIVERY_COLUMNS, type DeliveryRow, deliveryFactsOf } from '../store/delivery-row';

export interface DeliveryViewRow extends DeliveryRow {
  accepted_at: Date | null;
}

/** Not `data`: what a message says can be read from the reservation or the plan it is about. */
export const DELIVERY_VIEW_COLUMNS = `${DELIVERY_COLUMNS}, accepted_at`;

export function deliveryViewOf(row: DeliveryViewRow): DeliveryView {
  return {
    ...deliveryFactsOf(row),
    createdAt: row.created_at.toISOString(),
    nextAttemptAt: row.state === 'pending' ? row.next_attempt_at.toISOString() : null,
    acceptedAt: row.accepted_at?.toISOString() ?? null,
  };
}
