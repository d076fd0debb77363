import type { OrderId } from '../core/id';
import type { Instant } from '../core/instant';

/** A hint that an order may have changed: nothing in it is believed but the order's id. */
export interface Notification {
  orderId: OrderId;
  source: 'hook' | 'feed' | 'sweep' | 'broadcast' | 'admin';
  domain: string | null;
  state: string | null;
  lastState: string | null;
  currentChange: Instant | null;
}

/** One that the sweep makes: an order that was found, or waits, and that no event named. */
export function sweepNotification(orderId: OrderId): Notification {
  return { orderId, source: 'sweep', domain: null, state: null, lastState: null, currentChange: null };
}
