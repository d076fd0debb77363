import {
  type Instant,
  instantOfTicks,
  isReadable,
  plusMs,
  readableInstant,
  TICKS_PER_MS,
  type Ticks,
  ticksOf,
} from '../instant';

/** Reservations acknowledged at one instant, as far as the watermark cares. */
export interface Mark {
  at: Instant;
  settled: boolean;
}

export interface WatermarkLimits {
  /** The read itself by VTEX's clock: an acknowledgement the read did not see is later than this. */
  balanceDate: Instant;
  guardGapMs: number;
}

export type Watermark =
  /** Releases the first `released` marks, at least one. */
  | { kind: 'drawn'; released: number; at: Instant; retryAt: Instant | null }
  /** Only time is missing; `retryAt` is the first whole second of VTEX's clock at which it is not. */
  | { kind: 'too-recent'; retryAt: Instant }
  /** The oldest is open, or there is none. */
  | { kind: 'blocked' }
  /** Settled ones stand first, but too close to an open one. */
  | { kind: 'no-room' }
  /** A date it would be drawn from is none, or does not stand in its order: nothing may be sent. */
  | { kind: 'not-drawn' };

/**
 * How long the oldest settled reservation may wait for younger ones that are only too recent. Without a
 * bound, a SKU whose orders are invoiced within seconds of their acknowledgement would be held for ever.
 */
const GATHERS_AT_MOST_MS = 10_000;

/**
 * Finds the lowest watermark that releases as many of the leading settled marks as is safe. `marks` are in
 * ascending order, each instant once. The result lies at least the guard gap (one tick if that is 0) after
 * the last released and before the first kept mark, and before `balanceDate`: an acknowledgement in the very
 * tick of the read may be unseen too.
 */
export function drawWatermark(marks: readonly Mark[], limits: WatermarkLimits): Watermark {
  if (!areInOrder(marks, limits)) return { kind: 'not-drawn' };
  const firstOpen = marks.findIndex((mark) => !mark.settled);
  const settledFirst = firstOpen === -1 ? marks.length : firstOpen;
  let retryAt: Instant | null = null;
  for (let released = settledFirst; released > 0; released -= 1) {
    const at = lowestAfter(marks, released, limits);
    if (at === null) continue;
    if (at < limits.balanceDate) {
      if (!liesBetween(at, marks, released)) return { kind: 'not-drawn' };
      return retryAt !== null && !waitsLong(marks, limits)
        ? { kind: 'too-recent', retryAt }
        : { kind: 'drawn', released, at, retryAt };
    }
    // The youngest that only lacks time decides: once it fits, all before it go with it.
    retryAt ??= wholeSecondAfter(at);
  }
  if (retryAt !== null) return { kind: 'too-recent', retryAt };
  return { kind: settledFirst === 0 ? 'blocked' : 'no-room' };
}

/**
 * A watermark that releases none of the marks; null when none can be drawn. `countedAt` bounds it when nothing is
 * acknowledged at all.
 */
export function watermarkBeforeAll(
  marks: readonly Mark[],
  { balanceDate, guardGapMs }: WatermarkLimits,
  countedAt: Instant | null,
): Instant | null {
  if (!areInOrder(marks, { balanceDate }) || (countedAt !== null && !isReadable(countedAt))) return null;
  const gap = gapTicks(guardGapMs);
  const [first] = marks;
  const bound = first?.at ?? countedAt ?? balanceDate;
  const at = readableInstant(ticksOf(earlier(bound, balanceDate)) - gap);
  return at !== null && at < balanceDate && liesBetween(at, marks, 0) ? at : null;
}

/** What the arithmetic below takes for granted. One date that sorts wrongly could release an open reservation. */
function areInOrder(marks: readonly Mark[], { balanceDate }: Pick<WatermarkLimits, 'balanceDate'>): boolean {
  const ascends = marks.every((mark, index) => index === 0 || (marks[index - 1] as Mark).at < mark.at);
  return ascends && isReadable(balanceDate) && marks.every((mark) => isReadable(mark.at));
}

/** As the text that is sent: after every released mark, before every kept one, and a date that is believed. */
function liesBetween(at: Instant, marks: readonly Mark[], released: number): boolean {
  return isReadable(at) && marks.every((mark, index) => (index < released ? mark.at < at : at < mark.at));
}

/** Last released + gap, or null when that is nearer than the gap to the first kept one. */
function lowestAfter(
  marks: readonly Mark[],
  released: number,
  { guardGapMs }: WatermarkLimits,
): Instant | null {
  const last = marks[released - 1];
  const next = marks[released];
  if (!last) return null;
  const gap = gapTicks(guardGapMs);
  const at = ticksOf(last.at) + gap;
  if (next && at > ticksOf(next.at) - gap) return null;
  return instantOfTicks(at);
}

function waitsLong([oldest]: readonly Mark[], { balanceDate }: WatermarkLimits): boolean {
  return oldest !== undefined && plusMs(oldest.at, GATHERS_AT_MOST_MS) <= balanceDate;
}

/** VTEX's `Date` header is cut to whole seconds: a read passes `instant` only from here on. */
function wholeSecondAfter(instant: Instant): Instant {
  const second = 1_000n * TICKS_PER_MS;
  return instantOfTicks((ticksOf(instant) / second + 1n) * second);
}

/** Strictly between, whatever is configured: at least one tick. */
function gapTicks(guardGapMs: number): Ticks {
  const ticks = BigInt(Math.ceil(guardGapMs)) * TICKS_PER_MS;
  return ticks > 0n ? ticks : 1n;
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}
