/**
 * How an order or a reservation is worded in VTEX's answers, where that differs from the plain shape. What is told
 * never changes what is so: what is on sale, on the shelves and in the oracle's report knows nothing of it.
 */
export interface OrderTelling {
  /** `GET` answers 404 as long as it is told, though the order is there. */
  notFound?: boolean;
  /** `deliveryIds` as an empty list, or not there at all, while the locks stand (KI 575219). */
  deliveryIds?: 'empty' | 'absent';
  /** `itemIndex` left out where it is 0: in `logisticsInfo`, or in packages too. */
  leavesOutIndexZero?: 'logistics' | 'everywhere';
  /** Where a kit's parts stand; default in `kitItemDetails`. */
  kitParts?: 'kitItemDetails' | 'components' | 'neither';
  /** `items[].quantity` of a line as it stands there, a fraction for example; by the line's index. */
  quantities?: Record<number, number>;
  /** `2026-03-02T10:00+00:00`, `...:00.1234567+00`, `...:00.123456700+00:00`. */
  dates?: 'no-seconds' | 'short-offset' | 'nine-digits';
  /** Fields at the top of the order, word for word: `{ invoicedDate: '9999-12-31T23:59:59.9999999-03:00' }`. */
  fields?: Record<string, unknown>;
}

export interface ReservationTelling {
  /**
   * Quantities of the rows under which the list shows the LockId: `[2, 1]` for a lock of 3 listed twice, `[2, 2]`
   * for rows that do not add up, `[]` for a reservation that counts and is read by its LockId, but is not listed.
   */
  rows?: number[];
  /** Fields of those rows, word for word: `{ DateUtcAcknowledgedOnBalanceSystem: '9999-12-31T23:59:59.9999999-03:00' }`. */
  fields?: Record<string, unknown>;
  /** The balance leaves it out of `reservedQuantity`; with `rows: []` both reads pass over it, as one that lags does. */
  uncounted?: boolean;
  /** The read by LockId: 404, or fields of its answer, word for word. */
  byId?: 'not-found' | Record<string, unknown>;
}
