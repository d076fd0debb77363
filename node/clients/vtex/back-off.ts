/**
 * How long to wait before the given attempt is followed by another: doubling, with up to half of it left to
 * chance so that processes that failed together do not come back together.
 * @param attempt 1 for the first call that failed
 * @param random in [0, 1)
 */
export function backOffMs(attempt: number, random: number, baseMs = 500, maxMs = 30_000): number {
  const full = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 20));
  return Math.round(full * (0.5 + random / 2));
}

/** Nobody is asked to wait longer by a header; a job that waits is looked at again at least this often. */
const LONGEST_ASKED_MS = 3_600_000;

/**
 * `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110). Null when absent or unreadable; a date
 * already past is 0, an hour is the most.
 * @param nowMs epoch ms of the clock the date is compared with
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(LONGEST_ASKED_MS, Math.ceil(Number(text) * 1000));
  const dateMs = /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(dateMs) ? null : Math.min(LONGEST_ASKED_MS, Math.max(0, dateMs - nowMs));
}
