import { type Instant, msOfInstant } from '../instant';
import type { KnownReservation } from '../reservation/reservation';
import { isUnderWay } from './settled';

/** VTEX may hold an unpaid reservation beyond its expiry: asked for every minute, it would cost two calls each time. */
export const ASK_AGAIN_MS = 3_600_000;

interface Read {
  reservations: readonly KnownReservation[];
  /** Epoch ms. */
  readAtMs: number;
}

/**
 * Whether an order that is not over is to be looked at again without an event: a forecast expiry has passed, or a new
 * reading may still change it and there was none since `notReadSinceMs` (epoch ms). PostgreSQL's words for it stand
 * in `server/postgres/store/orders-to-look-at.ts`.
 */
export function isToLookAgain(
  { reservations, readAtMs }: Read,
  expiredBefore: Instant,
  notReadSinceMs: number,
): boolean {
  if (reservations.some((one) => hasRunOut(one, readAtMs, expiredBefore))) return true;
  const mayChange = reservations.length === 0 || reservations.some(({ status }) => isUnderWay(status));
  return mayChange && readAtMs < notReadSinceMs;
}

/** Its time has run out, and it was not asked for since, or an hour ago: VTEX may hold it for longer. */
function hasRunOut({ status, expiresAt }: KnownReservation, readAtMs: number, before: Instant): boolean {
  if (status !== 'authorized' || expiresAt === null || expiresAt >= before) return false;
  return readAtMs <= msOfInstant(expiresAt) || readAtMs < msOfInstant(before) - ASK_AGAIN_MS;
}
