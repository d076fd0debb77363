import type { Evidence } from '../../api/types/evidence';
import type { PositionDetail } from '../../api/types/position';
import type { ReservationStatus } from '../../api/types/words';

export interface PositionNumbers {
  /** As last read from VTEX; null before the first plan. */
  totalQuantity: number | null;
  reservedQuantity: number | null;
  availableQuantity: number | null;
  readAt: string | null;
  /** Units of our own record that are not over; null where the API lists only a part of them. */
  unitsByStatus: { [status in ReservationStatus]?: number } | null;
}

/** The API lists so many reservations of a position at most. */
const LISTED_AT_MOST = 500;

/** The read-back of the newest plan that ran is newer than what the plan was made from. */
export function numbersOf({ currentPlan, reservations }: PositionDetail): PositionNumbers {
  const unitsByStatus = unitsOf(reservations);
  if (currentPlan === null) {
    return {
      totalQuantity: null,
      reservedQuantity: null,
      availableQuantity: null,
      readAt: null,
      unitsByStatus,
    };
  }
  const { result, evidence, updatedAt, createdAt } = currentPlan;
  const isProven = result !== null && result.kind === 'proven';
  const { totalQuantity, reservedQuantity } = result !== null && result.kind === 'proven' ? result : evidence;
  return {
    totalQuantity,
    reservedQuantity,
    availableQuantity: totalQuantity - reservedQuantity,
    readAt: isProven ? updatedAt : createdAt,
    unitsByStatus,
  };
}

/** The total that VTEX shows then (1,000,000) says nothing. */
export function isUnlimited(evidence: Evidence): boolean {
  return (
    (evidence.kind === 'nothing' && evidence.isUnlimited === true) ||
    (evidence.kind === 'hold' && evidence.reason === 'unlimited-stock') ||
    evidence.attentions.some(({ reason }) => reason === 'unlimited-stock')
  );
}

function unitsOf(reservations: PositionDetail['reservations']): PositionNumbers['unitsByStatus'] {
  if (reservations.length >= LISTED_AT_MOST) return null;
  const units: { [status in ReservationStatus]?: number } = {};
  for (const { status, quantity, heldAs } of reservations) {
    // What VTEX holds under other SKUs, or not at all, is no part of what is reserved here.
    if (heldAs === 'lock') units[status] = (units[status] ?? 0) + quantity;
  }
  return units;
}
