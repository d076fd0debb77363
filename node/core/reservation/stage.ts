import type { ReservationStatus } from './reservation';

/**
 * How far along a reservation is. It only ever moves to a higher stage, whatever order readings arrive in.
 *
 * `canceled` and `expired` end what was not invoiced. An invoice outranks both: the goods left, whatever the
 * order says afterwards, and `removed` stays although the order is canceled late.
 */
const STAGES: Readonly<Record<ReservationStatus, number>> = {
  authorized: 0,
  confirmed: 1,
  acknowledged: 2,
  canceled: 3,
  expired: 3,
  invoiced: 4,
  removed: 5,
};

export function stageOf(status: ReservationStatus): number {
  return STAGES[status];
}

/** The further of the two; `known` where both are as far. */
export function furtherStatus(known: ReservationStatus, read: ReservationStatus): ReservationStatus {
  return stageOf(read) > stageOf(known) ? read : known;
}
