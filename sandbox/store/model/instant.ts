import type { Random } from '../../random';

/** 100 ns steps since 1970, as VTEX (.NET) counts: JavaScript's `Date` would drop four of the seven digits. */
export type Ticks = bigint;

const PER_MS = 10_000n;
const PER_SECOND = 10_000_000n;

export const ticksOfMs = (ms: number): Ticks => BigInt(Math.trunc(ms)) * PER_MS;
export const msOfTicks = (ticks: Ticks): number => Number(ticks / PER_MS);

/**
 * The store's clock. Moments of one millisecond get different last digits, and now and then the very same
 * or the next one, so that ties and neighbours happen to whoever compares them. Never runs backwards.
 */
export function tickingClock(now: () => number, random: Random): () => Ticks {
  let last: Ticks = 0n;
  return () => {
    const floor = ticksOfMs(now());
    const drawn = floor + BigInt(random.int(10_000));
    if (drawn > last) last = drawn;
    else if (!random.chance(0.1)) last += 1n;
    return last;
  };
}

function digits(ticks: Ticks): [seconds: string, fraction: string] {
  const fraction = ticks % PER_SECOND;
  const seconds = new Date(Number((ticks - fraction) / PER_MS)).toISOString().slice(0, 19);
  return [seconds, String(fraction).padStart(7, '0')];
}

/** `2024-05-01T17:14:51.5898912+00:00`, as in orders and in a reservation read by its id. */
export function withOffset(ticks: Ticks | null): string {
  if (ticks === null) return '0001-01-01T00:00:00+00:00';
  const [seconds, fraction] = digits(ticks);
  return `${seconds}.${fraction}+00:00`;
}

/** Other ways in which live orders write the same moment. */
export function inStyle(
  ticks: Ticks,
  style: 'no-seconds' | 'short-offset' | 'nine-digits' | undefined,
): string {
  if (style === undefined) return withOffset(ticks);
  const [seconds, fraction] = digits(ticks);
  if (style === 'no-seconds') return `${seconds.slice(0, 16)}+00:00`;
  return style === 'short-offset' ? `${seconds}.${fraction}+00` : `${seconds}.${fraction}89+00:00`;
}

/** `2024-05-01T17:14:40.49`, as in the list of reservations: no zone, trailing zeros left out (.NET). */
export function withoutZone(ticks: Ticks | null): string {
  if (ticks === null) return '0001-01-01T00:00:00';
  const [seconds, fraction] = digits(ticks);
  const kept = fraction.replace(/0+$/, '');
  return kept === '' ? seconds : `${seconds}.${kept}`;
}

/** `2019-08-14T17:12:48.0965893Z`, as in notifications. */
export function withZ(ticks: Ticks): string {
  const [seconds, fraction] = digits(ticks);
  return `${seconds}.${fraction}Z`;
}

const SHAPE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,7})\d*)?(Z|[+-]\d{2}:\d{2})?$/;

/** Null for what is not an instant. Without a zone it is UTC, like VTEX's own example of the update. */
export function parseTicks(text: string): Ticks | null {
  const found = SHAPE.exec(text.trim());
  if (!found) return null;
  const [, seconds, fraction = '', zone = 'Z'] = found;
  const ms = Date.parse(`${seconds}${zone}`);
  return Number.isNaN(ms) ? null : ticksOfMs(ms) + BigInt(fraction.padEnd(7, '0'));
}
