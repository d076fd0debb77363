import { unitsOf } from '../gate/sentence-parts';
import type {
  Difference,
  DifferenceClass,
  Entry,
  PositionBooks,
  RecordedReservation,
  Residual,
} from './books';
import { totalAccount } from './total-account';

/**
 * What the ERP should have on its shelf, told from VTEX's total:
 *
 *     on hand = total
 *             - units that left by the ERP's books and that the total still has
 *             + units the total lacks already and that have not left by the ERP's books
 *
 * For each reservation that is `deducted - (left ? quantity : 0)`.
 */
export function expectedOnHand({ store, record }: Pick<PositionBooks, 'store' | 'record'>): number {
  const apart = record.reduce(
    (sum, one) => sum + one.deductedQuantity - (hasLeftThere(one) ? one.quantity : 0),
    0,
  );
  return store.totalQuantity + apart;
}

/** What the ERP is not told of leaves its books all the same, with the shelf it keeps. */
function hasLeftThere({ erp, status }: RecordedReservation): boolean {
  return erp?.hasLeft ?? (status === 'invoiced' || status === 'removed');
}

/**
 * The ERP's on hand beside that. What is left over is laid to where it came from: what moved VTEX's total without
 * us moved the expectation (foreign update), the rest moved the shelf (the ERP alone). Before the first comparison
 * nobody can tell. What was found before and still stands is carried on; when the two sides are equal it is over.
 */
export function onHandAccount(books: PositionBooks): Entry & { residual: Residual | null } {
  const { erp, opening } = books;
  if (erp === null) return { account: { expected: 0, actual: 0 }, differences: [], residual: null };
  const expected = expectedOnHand(books);
  const account = { expected, actual: erp.onHand };
  const residual = erp.onHand - expected;
  if (residual === 0) return { account, differences: [], residual: {} };
  const before = opening?.residual ?? null;
  const shares = before === null ? firstShares(books, residual) : sharesOf(books, before, residual);
  const late = shares.late ?? 0;
  const { late: _late, ...kept } = shares;
  const differences = (Object.entries(shares) as [DifferenceClass, number][])
    .filter(([, units]) => units !== 0)
    .map(([kind, units]) => difference(books, kind, units, account));
  const carried = Object.fromEntries(Object.entries(kept).filter(([, units]) => units !== 0));
  // Nothing but lateness: the books stand as they stood, and what is late is not held against anybody next time.
  return { account, differences, residual: before === null && late !== 0 ? null : carried };
}

type Shares = Partial<Record<DifferenceClass, number>>;

function isBooking({ isUpdating, erp }: PositionBooks): boolean {
  return isUpdating || (erp?.isBooking ?? false);
}

function firstShares(books: PositionBooks, residual: number): Shares {
  return isBooking(books) ? { late: residual } : { unknown: residual };
}

function sharesOf(books: PositionBooks, before: Residual, residual: number): Shares {
  const carried = Object.values(before).reduce((sum, units) => sum + (units ?? 0), 0);
  const foreign = -totalAccount(books).differences.reduce((sum, one) => sum + one.units, 0);
  const moved = residual - carried - foreign;
  if (isBooking(books)) return plus({ ...before }, 'late', residual - carried);
  return plus(plus({ ...before }, 'foreign-update', foreign), 'erp-only-movement', moved);
}

function plus(shares: Shares, kind: DifferenceClass, units: number): Shares {
  return { ...shares, [kind]: (shares[kind] ?? 0) + units };
}

const BECAUSE: Record<DifferenceClass, string> = {
  late: 'something at this position is still being booked',
  'lost-reservation': 'of lost reservations',
  'foreign-update': "since somebody else's update of VTEX's total",
  'erp-only-movement': 'the ERP moved them without a reservation of ours',
  unknown: 'since before they were first compared',
};

function difference(
  { erp }: PositionBooks,
  kind: DifferenceClass,
  units: number,
  { expected }: { expected: number },
): Difference {
  const how = units > 0 ? 'more' : 'less';
  return {
    account: 'on-hand',
    class: kind,
    units,
    lockIds: [],
    orderIds: [],
    message: `The ERP has ${erp?.onHand ?? 0} on hand where ${expected} follow from VTEX; ${unitsOf(Math.abs(units))} ${how}: ${BECAUSE[kind]}.`,
  };
}
