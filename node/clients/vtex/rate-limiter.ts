/** What the calls of this process ask before they go out. `endpoint` is `endpointName`'s text. */
export interface RateLimiter {
  /** 0: a permit was taken, go. More: nothing was taken, ask again after so long. */
  take(endpoint: string): Promise<{ waitMs: number }>;
  /** VTEX took the call. Counted in memory and written with the next lease. */
  tookCall(endpoint: string): void;
  /** VTEX answered 429: every process of the account stops calling this endpoint for so long. */
  slowDown(endpoint: string, retryAfterMs: number): Promise<void>;
}

/** Where the processes of one account agree on the pace of each endpoint: one atomic step a call. */
export interface PaceBook {
  /** `startsInMs` is relative, so that the clocks of processes need not agree. */
  lease(endpoint: string, successes: number): Promise<{ permits: number; startsInMs: number }>;
  cut(endpoint: string, retryAfterMs: number): Promise<void>;
}
