import { type Instant, msOfInstant, plusMs } from '../instant';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const UNIT_MS: Readonly<Record<string, number>> = { d: DAY_MS, h: HOUR_MS, m: MINUTE_MS };

const COUNTED = /^(\d{1,4})(bd|d|h|m)$/i;
const CLOCK = /^(?:(\d{1,4})\.)?(\d{1,2}):(\d{2}):(\d{2})$/;

/**
 * An instant plus a `lockTTL`: `10d`, `1bd` (business days), `12h`, `30m`, or `DD.HH:MM:SS` as reservations are
 * created with. Null when the text is absent, none of these, or no time at all.
 *
 * VTEX explains `bd` nowhere; as in its shipping estimates it is taken as days from Monday to Friday, holidays
 * not known.
 */
export function plusLockTtl(from: Instant, ttl: string | null): Instant | null {
  const text = ttl?.trim().toLowerCase() ?? '';
  const counted = COUNTED.exec(text);
  if (counted?.[2] === 'bd') return plusBusinessDays(from, Number(counted[1]));
  const ms = counted ? Number(counted[1]) * (UNIT_MS[counted[2] ?? ''] ?? 0) : clockMs(text);
  return ms > 0 ? plusMs(from, ms) : null;
}

function clockMs(text: string): number {
  const found = CLOCK.exec(text);
  if (!found) return 0;
  const [, days = '0', hours, minutes, seconds] = found;
  return (
    Number(days) * DAY_MS +
    Number(hours) * HOUR_MS +
    Number(minutes) * MINUTE_MS +
    Number(seconds) * SECOND_MS
  );
}

function plusBusinessDays(from: Instant, count: number): Instant | null {
  if (count === 0) return null;
  let at = from;
  for (let left = count; left > 0; ) {
    at = plusMs(at, DAY_MS);
    const weekday = new Date(msOfInstant(at)).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return at;
}
