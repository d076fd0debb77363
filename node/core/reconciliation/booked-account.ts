import { orderName, unitsOf } from '../gate/sentence-parts';
import type { LockId } from '../id';
import { isUnderWay } from '../record/settled';
import type { ReservationStatus } from '../reservation/reservation';
import type { Difference, Entry, PositionBooks, RecordedReservation } from './books';

/**
 * The ERP's reservations, status by status, where it names them: what it was told is what it has booked. `removed`
 * is a note on what has left, so it equals `invoiced`; `expired` equals `canceled`. Counted are the units still
 * to leave.
 */
export function bookedAccount({ record, erp, isUpdating }: PositionBooks): Entry {
  if (erp === null || !erp.namesReservations) return { account: { expected: 0, actual: 0 }, differences: [] };
  const expected = record.reduce((sum, one) => sum + openHere(one), 0);
  const differences = [
    ...record.flatMap((one) => ofReservation(one, isUpdating) ?? []),
    ...erp.unheardOf.map(unheardOf),
  ];
  const listed = record.reduce((sum, one) => sum + openThere(one), 0);
  const actual = erp.unheardOf.reduce((sum, one) => sum + one.quantity, listed);
  return { account: { expected, actual }, differences };
}

function openHere({ status, quantity }: RecordedReservation): number {
  return isUnderWay(status) ? quantity : 0;
}

/** What the ERP lists in words of its own is taken for booked as told. */
function openThere(one: RecordedReservation): number {
  const { erp } = one;
  if (erp === null || (erp.isListed && erp.status === null)) return openHere(one);
  return erp.status !== null && isUnderWay(erp.status) ? erp.quantity : 0;
}

function ofReservation(one: RecordedReservation, isUpdating: boolean): Difference | null {
  const { erp } = one;
  if (erp === null || (erp.isListed && erp.status === null)) return null;
  const units = openThere(one) - openHere(one);
  if (units === 0 && (erp.isListed ? sameStep(erp.status, one.status) : !isUnderWay(one.status))) return null;
  const has = erp.isListed
    ? `has ${unitsOf(erp.quantity)} of ${orderName(one)} as ${erp.status}`
    : `does not have ${orderName(one)}`;
  const what = `The ERP ${has}, here it is ${unitsOf(one.quantity)}, ${one.status}`;
  const isLate = erp.isUntold || one.isFresh || isUpdating;
  return {
    account: 'booked',
    class: isLate ? 'late' : 'unknown',
    units,
    lockIds: [one.lockId],
    orderIds: [one.orderId],
    message: erp.isUntold
      ? `${what}: a message to the ERP has not been taken yet.`
      : isLate
        ? `${what}: that changed a moment ago.`
        : `${what}, although it was told.`,
  };
}

function sameStep(a: ReservationStatus | null, b: ReservationStatus): boolean {
  return a !== null && stepOf(a) === stepOf(b);
}

function stepOf(status: ReservationStatus): string {
  if (status === 'removed') return 'invoiced';
  return status === 'expired' ? 'canceled' : status;
}

function unheardOf({ lockId, quantity }: { lockId: LockId; quantity: number }): Difference {
  return {
    account: 'booked',
    class: 'unknown',
    units: quantity,
    lockIds: [lockId],
    orderIds: [],
    message: `The ERP holds ${unitsOf(quantity)} for ${lockId}, which Holdfast has never heard of.`,
  };
}
