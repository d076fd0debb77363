import type { Instant } from '../instant';
import type { RecordedReservation } from './books';

/**
 * The ERP's on hand turned back to an earlier instant: what it would have counted then. Books lag behind the
 * shelf, so a stock level read from books is no count at the moment of reading: an invoice that we have not heard
 * of yet is not booked there either. Turned back to before whatever may still be unheard of it is one, and the
 * gate may treat it like any other count.
 *
 * | by `instant` it had left | by the ERP's books it has left | so |
 * |---|---|---|
 * | no | yes | it was still there: added |
 * | yes | no | it was gone already: subtracted |
 * | alike | alike | - |
 *
 * `record` must hold every reservation of the position that is not over, every one removed since `instant`, and
 * every ended one that the ERP has not booked.
 */
export function onHandAsOf(onHand: number, record: readonly RecordedReservation[], instant: Instant): number {
  return record.reduce((sum, { quantity, invoicedAt, erp }) => {
    const hadLeft = invoicedAt !== null && invoicedAt <= instant;
    const hasLeft = erp?.hasLeft ?? hadLeft;
    if (hadLeft === hasLeft) return sum;
    return hasLeft ? sum + quantity : sum - quantity;
  }, onHand);
}
