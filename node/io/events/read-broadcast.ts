import { z } from 'zod';
import { asOrderId } from '../../core/id';
import { parseInstant } from '../../core/instant';
import { HOOK_STATUSES, normalizeOrderStatus, orderStatusMeaning } from '../../core/order/order-status';
import type { Notification } from '../../store/notification';

/**
 * Body of `order-status-updated` (README of vtex-apps/order-feed-example). `recorder` is the platform's own.
 * Everything but the order's id may be absent.
 */
const broadcast = z.object({
  orderId: z.string().min(1).max(200).transform(asOrderId),
  domain: z.string().nullish().catch(null),
  currentState: z.string().nullish().catch(null),
  lastState: z.string().nullish().catch(null),
  currentChangeDate: z.unknown().optional(),
});

/** Null for what names no order. */
export function readBroadcast(body: unknown): Notification | null {
  const read = broadcast.safeParse(body);
  if (!read.success) return null;
  const { orderId, domain, currentState, lastState, currentChangeDate } = read.data;
  return {
    orderId,
    source: 'broadcast',
    domain: domain ?? null,
    state: currentState ?? null,
    lastState: lastState ?? null,
    currentChange: parseInstant(currentChangeDate),
  };
}

const SUBSCRIBED: ReadonlySet<string> = new Set(HOOK_STATUSES);

/**
 * False for the statuses that are known to change no reservation. One that nobody knows, or none, is looked at:
 * VTEX documents that events may come without a status.
 */
export function mayChangeReservations({ state }: Notification): boolean {
  const status = normalizeOrderStatus(state);
  if (status === null || SUBSCRIBED.has(status)) return true;
  return isUnknown(status);
}

function isUnknown(status: string): boolean {
  return orderStatusMeaning(status) === orderStatusMeaning(null);
}
