/** How this stand-in behaves where VTEX's documents are silent, differ, or name a known issue. May be changed at any time. */
export interface Platform {
  /** False: an update releases every acknowledged reservation whatever its date says. */
  honoursWatermark: boolean;
  /** From this moment on (epoch ms, the store's clock) the dates of updates are ignored; null: never. */
  ignoresWatermarkFromMs: number | null;
  /** Updates set the total and leave every reservation where it is. */
  releasesNothing: boolean;
  /**
   * KI 991735: canceling an order whose acknowledged reservation was already released takes its units off
   * `reserved` once more. `after-next-handling` is the wording: when the next order is handled.
   */
  lateCancel: 'negative-at-once' | 'negative-after-next-handling' | 'harmless';
  /**
   * The same by LockId: canceling a reservation whose units an update had released already. `negative` takes them
   * off `reserved` once more, as KI 991735 does for the order.
   */
  cancelOfReleased: 'harmless' | 'negative';
  /** Whether a reservation stays acknowledged when its order is canceled after its handling began; else it ends. */
  canceledStaysAcknowledged: boolean;
  /** Whether a lock grows and shrinks with a changed order. VTEX's pages differ: default not. */
  reservationFollowsChange: boolean;
  /** Whether an Output sent without items is told with all that was open; else its package has no items. */
  infersInvoiceItems: boolean;
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
  /** The list shows at most so many rows a page, whatever is asked for. */
  mostPerPage: number;
  /** The list shows canceled and expired reservations too, which `reservedQuantity` no longer counts. */
  listsEnded: boolean;
  /** Whether inventory and reservations tell `TEST` from `test`. */
  warehouseCaseMatters: boolean;
  /** `GET` of an order answers 404 for so long after its first event. */
  orderVisibleAfterMs: number;
  /** The store's own clock against the true time: every date it writes and every `Date` header. May be changed as it runs. */
  clockSkewMs: number;
  /** What that skew grows by: milliseconds a (true) hour, from the start of the store. */
  clockDriftMsPerHour: number;
  /** The `Date` header against the store's clock, as when another machine answers; null: no header at all. */
  dateHeaderSkewMs: number | null;
  /** "List orders" shows what was true this long ago. */
  indexLagMs: number;
}

export const DEFAULT_PLATFORM: Platform = {
  honoursWatermark: true,
  ignoresWatermarkFromMs: null,
  releasesNothing: false,
  lateCancel: 'negative-at-once',
  cancelOfReleased: 'harmless',
  canceledStaysAcknowledged: true,
  reservationFollowsChange: false,
  infersInvoiceItems: true,
  countsAborted: false,
  ignoresQuantityEqualToAvailable: false,
  updateLockMs: 5,
  maxActiveReservations: 2000,
  reservationOrder: 'oldest-first',
  mostPerPage: 100,
  listsEnded: false,
  warehouseCaseMatters: true,
  orderVisibleAfterMs: 0,
  clockSkewMs: 0,
  clockDriftMsPerHour: 0,
  dateHeaderSkewMs: 0,
  indexLagMs: 0,
};
