import type { ReservationStatus } from '../reservation/reservation';
import { bookedAccount } from './booked-account';
import type { Account, AccountName, Difference, Opening, PositionBooks } from './books';
import { onHandAccount } from './on-hand-account';
import { reservedAccount } from './reserved-account';
import { totalAccount } from './total-account';

export interface Compared {
  /** Null: nobody to compare with (no ERP read, or it names no reservations). */
  accounts: Record<AccountName, Account | null>;
  /** Units by status in our own record, of what still matters. */
  byStatus: Partial<Record<ReservationStatus, number>>;
  differences: Difference[];
  /** What the next comparison begins with. */
  opening: Opening;
}

/**
 * Compares the books of one position, in the manner of a ledger. Per account, expected less actual and all its
 * differences add up to zero: nothing is left unnamed.
 *
 * | account | expected | actual |
 * |---|---|---|
 * | reserved | units our record says VTEX holds | units VTEX lists as reserved |
 * | total | VTEX's total when it was last known: the last comparison, or our last proven update since | VTEX's total |
 * | on-hand | that total, less what has left and is still in it, plus what is out of it and has not left | the ERP's on hand |
 * | booked | units our record says are still to leave | the same by the ERP's reservations |
 *
 * Pure.
 */
export function compareBooks(books: PositionBooks): Compared {
  const reserved = reservedAccount(books);
  const total = totalAccount(books);
  const onHand = onHandAccount(books);
  const booked = bookedAccount(books);
  const { erp } = books;
  // Whose the movement was is asked once nothing is late any more: until then the old total is what was known.
  const isSettling = books.isUpdating || onHand.differences.some((one) => one.class === 'late');
  return {
    accounts: {
      reserved: reserved.account,
      total: total.account,
      'on-hand': erp === null ? null : onHand.account,
      booked: erp?.namesReservations ? booked.account : null,
    },
    byStatus: byStatus(books),
    differences: [
      ...reserved.differences,
      ...total.differences,
      ...onHand.differences,
      ...booked.differences,
    ],
    opening: {
      totalQuantity: isSettling ? total.account.expected : total.account.actual,
      residual: erp === null ? (books.opening?.residual ?? null) : onHand.residual,
    },
  };
}

/** What a person has to look into. */
export function isUnexplained({ class: kind }: Pick<Difference, 'class'>): boolean {
  return kind !== 'late';
}

function byStatus({ record }: PositionBooks): Compared['byStatus'] {
  const units: Compared['byStatus'] = {};
  for (const one of record) units[one.status] = (units[one.status] ?? 0) + one.quantity;
  return units;
}
