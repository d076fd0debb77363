/** Seeds in which a unit was lost, or would have been: kept for good, each as it was when it was mended. */
export const FAILED_ONCE: readonly number[] = [];
