/** Seeds in which a unit was lost, would have been, or the judge was wrong: kept for good. */
export const FAILED_ONCE: readonly number[] = [4, 26];
