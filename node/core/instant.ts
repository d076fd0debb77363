/**
 * An instant as VTEX writes it, normalised to `YYYY-MM-DDTHH:mm:ss.fffffffZ`: UTC, seven fractional digits
 * (100 ns). Two instants compare as strings. JavaScript's `Date` keeps three digits, and the gate's
 * comparison is decided in the four it drops, so an instant never passes through a `Date` on its way in.
 */
export type Instant = string & { readonly __instant: unique symbol };

/** 100 ns steps since 1970-01-01T00:00:00Z. */
export type Ticks = bigint;

export const TICKS_PER_MS = 10_000n;

const SHAPE = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/** What a text from outside may say: the years 2000 to 9998. Whatever lies outside of them is a placeholder or a fault. */
const FIRST_READ = ticksOfMs(Date.UTC(2000, 0, 1));
const AFTER_LAST_READ = ticksOfMs(Date.UTC(9999, 0, 1));
const WIDEST_OFFSET_MINUTES = 14n * 60n;

/**
 * Reads an instant from outside. Absent, unreadable, outside the years 2000 to 9998 (the platform's "did not happen",
 * `0001-01-01...`, among them), days that no month has and offsets beyond 14:00 are all null. Without an offset the
 * text is UTC (list of reservations, `DateUtc...` fields); without seconds it is the full minute.
 *
 * Of nine fractional digits seven are kept, as VTEX keeps them; the others are cut. So a moment may look up to one
 * tick earlier than it was, and never later. That is safe for the watermark, which lies at least one tick after what
 * it releases (so after the true moment too) and at least one before what it keeps.
 */
export function parseInstant(text: unknown): Instant | null {
  if (typeof text !== 'string') return null;
  const found = SHAPE.exec(text.trim());
  if (!found) return null;
  const [, day, minute, second = '00', fraction = '', offset = 'Z'] = found;
  const local = `${day}T${minute}:${second}`;
  const wholeMs = Date.parse(`${local}Z`);
  // JavaScript takes the 30th of February for the 2nd of March.
  if (Number.isNaN(wholeMs) || !new Date(wholeMs).toISOString().startsWith(local)) return null;
  const offsetMinutes = minutesOf(offset);
  if (offsetMinutes === null) return null;
  const ticks = ticksOfMs(wholeMs) + BigInt(fraction.padEnd(7, '0').slice(0, 7));
  return readableInstant(ticks - offsetMinutes * 60_000n * TICKS_PER_MS);
}

/** The instant, or null when it lies outside the years that are believed of anybody. */
export function readableInstant(ticks: Ticks): Instant | null {
  return ticks >= FIRST_READ && ticks < AFTER_LAST_READ ? instantOfTicks(ticks) : null;
}

/** Whether the text is as `parseInstant` makes them: anything else may sort wrongly. */
export function isReadable(instant: Instant): boolean {
  return parseInstant(instant) === instant;
}

/** Null for an offset that nobody has. */
function minutesOf(offset: string): bigint | null {
  if (offset === 'Z') return 0n;
  const digits = offset.replace(':', '').padEnd(5, '0');
  const minutes = BigInt(digits.slice(3, 5));
  const all = BigInt(digits.slice(1, 3)) * 60n + minutes;
  if (minutes > 59n || all > WIDEST_OFFSET_MINUTES) return null;
  return digits.startsWith('-') ? -all : all;
}

export function ticksOf(instant: Instant): Ticks {
  const wholeMs = Date.parse(`${instant.slice(0, 19)}Z`);
  return ticksOfMs(wholeMs) + BigInt(instant.slice(20, 27));
}

/** Years of four digits: a text of any other (`+010000-...`) sorts before every date. */
const EARLIEST = ticksOfMs(Date.parse('0000-01-01T00:00:00Z'));
const LATEST = ticksOfMs(Date.parse('+010000-01-01T00:00:00Z')) - 1n;

/** What lies before or after all that can be written is held at that end, so that no text sorts wrongly. */
export function instantOfTicks(ticks: Ticks): Instant {
  const held = ticks < EARLIEST ? EARLIEST : ticks > LATEST ? LATEST : ticks;
  const perSecond = 10_000_000n;
  const fraction = ((held % perSecond) + perSecond) % perSecond;
  const wholeMs = Number((held - fraction) / TICKS_PER_MS);
  return `${new Date(wholeMs).toISOString().slice(0, 19)}.${String(fraction).padStart(7, '0')}Z` as Instant;
}

function ticksOfMs(epochMs: number): Ticks {
  return BigInt(epochMs) * TICKS_PER_MS;
}

export function instantOfMs(epochMs: number): Instant {
  return instantOfTicks(ticksOfMs(Math.trunc(epochMs)));
}

export function msOfInstant(instant: Instant): number {
  return Number(ticksOf(instant) / TICKS_PER_MS);
}

export function plusMs(instant: Instant, ms: number): Instant {
  return instantOfTicks(ticksOf(instant) + BigInt(Math.trunc(ms)) * TICKS_PER_MS);
}
