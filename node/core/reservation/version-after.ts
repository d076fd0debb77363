const SECOND = 1_000;
/** Counted from here a version fits into 32 bits, of ours and of a receiver's column, until the year 2088. */
const FROM_MS = Date.UTC(2020, 0, 1);

/**
 * The version of a reservation's next step, recorded at `atMs` (epoch ms, our own clock): the seconds since 2020, or
 * one more than the last version, whichever is greater.
 *
 * Counting alone would not do. A database that was lost, or put back as it was yesterday, knows nothing of what was
 * told since; its next version must still be above that, or the ERP takes the news for old.
 */
export function versionAfter(last: number, atMs: number): number {
  return Math.max(last + 1, Math.floor((atMs - FROM_MS) / SECOND));
}
