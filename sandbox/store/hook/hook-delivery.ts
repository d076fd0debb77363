/** How badly notifications travel. VTEX promises neither order nor uniqueness. May be changed at any time. */
export interface HookDelivery {
  /** Chance that a notification is sent twice. */
  duplicates: number;
  /** Chance that it is never sent. */
  drops: number;
  delayMs: number;
  /** Each waits up to this much longer, at random: neighbours overtake each other. */
  reorderMs: number;
  timeoutMs: number;
  /** VTEX does not publish its intervals, only that they grow. */
  firstRetryMs: number;
  retryFactor: number;
  mostAttempts: number;
  /** The configuration is deleted after so many days without a notification. */
  silentDays: number;
  mostAtOnce: number;
}

export const DEFAULT_HOOK_DELIVERY: HookDelivery = {
  duplicates: 0,
  drops: 0,
  delayMs: 0,
  reorderMs: 0,
  timeoutMs: 5000,
  firstRetryMs: 1000,
  retryFactor: 2,
  mostAttempts: 12,
  silentDays: 3,
  mostAtOnce: 20,
};
