import type { Instant } from '../instant';
import type { RecordedReservation } from './books';

/**
 * The ERP's on hand turned back to an earlier instant: what it would have counted then. Books lag behind the
 * shelf, so a stock level read from books is no count at the moment of reading: an invoice that we have not heard
 * of yet is not booked there either. Turned back to before whatever may still be unheard of it is one, and the
 * gate may treat it like any other count.
 *
 * Each reservation's units by its invoices, one by one, are put beside its units by the ERP's books, which know the
 * whole of it or nothing:
 *
 * | by `instant` had left | by the ERP's books have left | so |
 * |---|---|---|
 * | fewer | more | the difference was still there: added |
 * | more | fewer | the difference was gone already: subtracted |
 * | as many | as many | - |
 *
 * `record` must hold every reservation of the position that is not over, every one removed since `instant`, and
 * every ended one that the ERP has not booked.
 */
export function onHandAsOf(onHand: number, record: readonly RecordedReservation[], instant: Instant): number {
  return record.reduce((sum, one) => {
    const hadLeft = leftBy(one, instant);
    return sum + leftByBooks(one, hadLeft) - hadLeft;
  }, onHand);
}

function leftBy({ partsLeft }: RecordedReservation, instant: Instant): number {
  return partsLeft.reduce((units, { at, quantity }) => (at <= instant ? units + quantity : units), 0);
}

/** What it is not told of leaves an ERP's books when it leaves the shelf. */
function leftByBooks({ erp, quantity }: RecordedReservation, hadLeft: number): number {
  if (erp === null) return hadLeft;
  return erp.hasLeft ? quantity : 0;
}
