import type { Lacks } from '../gate/stock-count';
import { type Instant, msOfInstant, plusMs } from '../instant';

/** What the numbers of a system mean that writes stock as if to VTEX, as its keeper configured it. */
export interface NumberMeant {
  /** `on-hand`: what is on the shelf. `available`: that less what the system has reserved for orders. */
  quantity: 'on-hand' | 'available';
  /** When it takes an order's units out of what is on hand: when it begins to pick them, or when it invoices. */
  booksOut: 'picking' | 'invoice';
  /** Minutes by which its books may be behind what happened. */
  lagMinutes: number;
}

/** What is kept of a write beside its number: who wrote it, what it means, and what else it named. */
export interface Claim {
  caller: string;
  /** By our clock. */
  receivedAt: Instant;
  /** As it was written. */
  quantity: number;
  /** Null: the number is what is on the shelf. */
  lacks: Lacks | null;
  lagMinutes: number;
  /** Null: not named, so it stays. */
  leadTime: string | null;
  unlimited: boolean | null;
}

/**
 * From when on the number lacks the units of an order.
 *
 * | quantity | booksOut | from |
 * |---|---|---|
 * | on-hand | invoice | their leaving |
 * | on-hand | picking | the beginning of handling |
 * | available | either | the order |
 */
export function lacksOf({ quantity, booksOut }: NumberMeant): Lacks | null {
  if (quantity === 'available') return 'reserved';
  return booksOut === 'picking' ? 'acknowledged' : null;
}

/** Clocks differ: a date this far ahead of ours is still now. */
const CLOCK_TOLERANCE_MS = 5_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * When the number was true: at `dateUtcOnBalanceSystem`, else when it was received; less the lag. A date in the future,
 * or of before `oldestDays`, is not believed: some systems send the date of their last physical count for months.
 */
export function momentOf({
  receivedAt,
  datedAt,
  lagMinutes,
  oldestDays,
}: {
  receivedAt: Instant;
  datedAt: Instant | null;
  lagMinutes: number;
  oldestDays: number;
}): { countedAt: Instant; isDateBelieved: boolean } {
  const ageMs = datedAt === null ? null : msOfInstant(receivedAt) - msOfInstant(datedAt);
  const isDateBelieved = ageMs !== null && ageMs >= -CLOCK_TOLERANCE_MS && ageMs <= oldestDays * DAY_MS;
  const at = isDateBelieved && datedAt !== null && datedAt < receivedAt ? datedAt : receivedAt;
  return { countedAt: plusMs(at, -lagMinutes * MINUTE_MS), isDateBelieved };
}

/** What a write says, and whose it is: read as that system's numbers mean it. */
export function claimOf(
  by: NumberMeant & { name: string },
  write: { quantity: number; leadTime: string | null; unlimited: boolean | null; datedAt: Instant | null },
  { receivedAt, oldestDays }: { receivedAt: Instant; oldestDays: number },
): { claim: Claim; countedAt: Instant; isDateBelieved: boolean } {
  const { quantity, leadTime, unlimited, datedAt } = write;
  const { name: caller, lagMinutes } = by;
  const claim = { caller, receivedAt, quantity, lacks: lacksOf(by), lagMinutes, leadTime, unlimited };
  return { claim, ...momentOf({ receivedAt, datedAt, lagMinutes, oldestDays }) };
}

/**
 * A cancellation from then on was certainly not in the number: a system whose books are behind by no more than its lag
 * is ahead of VTEX by no more either.
 */
export function cancellationsSureFrom({ lagMinutes }: Claim, countedAt: Instant): Instant {
  return plusMs(countedAt, 2 * lagMinutes * MINUTE_MS);
}
