/**
 * Parked work waits for a person (a wrong key, a missing License Manager resource). Nobody tells us when that is
 * mended, so it is tried again at this pace: nothing is lost, and work resumes by itself.
 */
export const PARKED_RETRY_MS = 5 * 60_000;
