/** How this stand-in behaves where VTEX's documents are silent, differ, or name a known issue. May be changed at any time. */
export interface Platform {
  /** False: an update releases every acknowledged reservation whatever its date says. */
  honoursWatermark: boolean;
  /**
   * KI 991735: canceling an order whose acknowledged reservation was already released takes its units off
   * `reserved` once more. `after-next-handling` is the wording: when the next order is handled.
   */
  lateCancel: 'negative-at-once' | 'negative-after-next-handling' | 'harmless';
  /** KI 1220722: aborted reservations stay in `reservedQuantity` though the list leaves them out. */
  countsAborted: boolean;
  /** "Updating the quantity of items": a quantity equal to the available one changes nothing, unless something is acknowledged. */
  ignoresQuantityEqualToAvailable: boolean;
  /** Two updates of one position closer than this: the second gets 423. 0 switches it off. */
  updateLockMs: number;
  /** More active reservations than this on one position: 400. */
  maxActiveReservations: number;
  /** `shifting` moves the list by one between any two reads, as a busy store does. */
  reservationOrder: 'oldest-first' | 'newest-first' | 'shifting';
  /** "List orders" shows what was true this long ago. */
  indexLagMs: number;
}

export const DEFAULT_PLATFORM: Platform = {
  honoursWatermark: true,
  lateCancel: 'negative-at-once',
  countsAborted: false,
  ignoresQuantityEqualToAvailable: false,
  updateLockMs: 5,
  maxActiveReservations: 2000,
  reservationOrder: 'oldest-first',
  indexLagMs: 0,
};
