/**
 * An instant as VTEX writes it, normalised to `YYYY-MM-DDTHH:mm:ss.fffffffZ`: UTC, seven fractional digits
 * (100 ns). Two instants compare as strings. JavaScript's `Date` keeps three digits, and the gate's
 * comparison is decided in the four it drops, so an instant never passes through a `Date` on its way in.
 */
export type Instant = string & { readonly __instant: unique symbol };

/** 100 ns steps since 1970-01-01T00:00:00Z. */
export type Ticks = bigint;

export const TICKS_PER_MS = 10_000n;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads an instant from VTEX. Absent, unreadable and the platform's "did not happen" (`0001-01-01...`) are
 * all null. Without an offset the text is UTC (list of reservations, `DateUtc...` fields). Digits beyond
 * the seventh are cut.
 */
export function parseInstant(text: unknown): Instant | null {
  if (typeof text !== 'string') return null;
  const found = SHAPE.exec(text.trim());
  if (!found) return null;
  const [, year, month, day, hour, minute, second, fraction = '', offset = 'Z'] = found;
  if (year === '0001') return null;
  const wholeMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(wholeMs)) return null;
  const ticks = BigInt(wholeMs) * TICKS_PER_MS + BigInt(fraction.padEnd(7, '0').slice(0, 7));
  return instantOfTicks(ticks - offsetTicks(offset));
}

function offsetTicks(offset: string): Ticks {
  if (offset === 'Z') return 0n;
  const digits = offset.replace(':', '');
  const minutes = BigInt(digits.slice(1, 3)) * 60n + BigInt(digits.slice(3, 5));
  return (digits.startsWith('-') ? -minutes : minutes) * 60_000n * TICKS_PER_MS;
}

export function ticksOf(instant: Instant): Ticks {
  const wholeMs = Date.parse(`${instant.slice(0, 19)}Z`);
  return BigInt(wholeMs) * TICKS_PER_MS + BigInt(instant.slice(20, 27));
}

export function instantOfTicks(ticks: Ticks): Instant {
  const perSecond = 10_000_000n;
  const fraction = ((ticks % perSecond) + perSecond) % perSecond;
  const wholeMs = Number((ticks - fraction) / TICKS_PER_MS);
  return `${new Date(wholeMs).toISOString().slice(0, 19)}.${String(fraction).padStart(7, '0')}Z` as Instant;
}

export function instantOfMs(epochMs: number): Instant {
  return instantOfTicks(BigInt(Math.trunc(epochMs)) * TICKS_PER_MS);
}

export function msOfInstant(instant: Instant): number {
  return Number(ticksOf(instant) / TICKS_PER_MS);
}

export function plusMs(instant: Instant, ms: number): Instant {
  return instantOfTicks(ticksOf(instant) + BigInt(Math.trunc(ms)) * TICKS_PER_MS);
}
