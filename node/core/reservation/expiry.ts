import { type Instant, msOfInstant, plusMs } from '../instant';
import type { Order } from '../order/order';
import { normalizeOrderStatus } from '../order/order-status';
import { plusLockTtl } from './lock-ttl';

const DAY_MS = 86_400_000;
const INCOMPLETE_DAYS = 11;

/** Calendar days after the payment's due date, by its weekday, Sunday first ("How the reservation works"). */
const DAYS_AFTER_DUE: readonly number[] = [4, 4, 4, 5, 5, 5, 6];

/**
 * When VTEX lets an authorized reservation go by itself; null when nothing is known to count from. The first of:
 *
 * 1. VTEX's own `MaximumConfirmationDateUtc`, where it was read;
 * 2. the marketplace's `lockTTL`, which replaces the computation: from the order's creation, when the units were
 *    reserved. Lines of one lock that disagree: the longest;
 * 3. an incomplete order (no status, checkout not finished): 11 days from its creation;
 * 4. the payment's due date, else the creation, and 4, 5 or 6 days by that day's weekday.
 *
 * VTEX does not say in which time zone the weekday counts, nor at what time of the last day units are let go:
 * here UTC, and the same time of day. So what is computed is a forecast. When it has passed, the reservation is
 * asked for; only VTEX's answer makes it `expired`.
 */
export function authorizedUntil(
  order: Pick<Order, 'status' | 'isCompleted' | 'createdAt' | 'paymentDueAt'>,
  lockTtls: readonly (string | null)[],
  confirmBy: Instant | null,
): Instant | null {
  if (confirmBy !== null) return confirmBy;
  const { createdAt } = order;
  const byTtl = createdAt === null ? [] : lockTtls.flatMap((ttl) => plusLockTtl(createdAt, ttl) ?? []);
  return byTtl.sort().pop() ?? computed(order);
}

function computed(
  order: Pick<Order, 'status' | 'isCompleted' | 'createdAt' | 'paymentDueAt'>,
): Instant | null {
  const incomplete = !order.isCompleted && normalizeOrderStatus(order.status) === null;
  if (incomplete && order.createdAt !== null) return plusMs(order.createdAt, INCOMPLETE_DAYS * DAY_MS);
  const base = order.paymentDueAt ?? order.createdAt;
  if (base === null) return null;
  const weekday = new Date(msOfInstant(base)).getUTCDay();
  return plusMs(base, (DAYS_AFTER_DUE[weekday] ?? 0) * DAY_MS);
}
