import {
  type KnownReservation,
  RESERVATION_STATUSES,
  type ReservationStatus,
} from '../reservation/reservation';

const no = () => false;
const yes = () => true;
/** VTEX reserves its parts, and those stand for themselves. */
const unlessKit = ({ heldAs }: KnownReservation) => heldAs !== 'parts';

/**
 * While VTEX may list it: acknowledged before, not lost, and no update has released it. Or while units that were taken
 * out for it wait to be given back. Canceled before it was acknowledged, VTEX lets it go by itself, and the sweep finds
 * the rare one that stayed.
 */
function whileHeld(reservation: KnownReservation): boolean {
  const { heldAs, wasAcknowledged, acknowledgedAt, planId, lostAt, deductedQuantity } = reservation;
  if (deductedQuantity > 0) return true;
  const isAcknowledged = wasAcknowledged || acknowledgedAt !== null;
  return heldAs === 'lock' && isAcknowledged && planId === null && lostAt === null;
}

interface Meaning {
  /** Its goods are still to leave. */
  isUnderWay: boolean;
  /** To its position. */
  stillMatters(reservation: KnownReservation): boolean;
  /** VTEX's stock may still have to change because of it. */
  awaitsRemoval(reservation: KnownReservation): boolean;
}

const UNDER_WAY_STILL: Meaning = { isUnderWay: true, stillMatters: yes, awaitsRemoval: no };
const OVER: Meaning = { isUnderWay: false, stillMatters: no, awaitsRemoval: no };

/** What our record of a reservation still means. PostgreSQL's words for it are held to this by the store contract. */
const MEANING: Record<ReservationStatus, Meaning> = {
  authorized: UNDER_WAY_STILL,
  confirmed: UNDER_WAY_STILL,
  acknowledged: UNDER_WAY_STILL,
  invoiced: { isUnderWay: false, stillMatters: yes, awaitsRemoval: unlessKit },
  canceled: {
    isUnderWay: false,
    stillMatters: whileHeld,
    awaitsRemoval: (one) => unlessKit(one) && whileHeld(one),
  },
  removed: OVER,
  expired: OVER,
};

export const UNDER_WAY = RESERVATION_STATUSES.filter((status) => MEANING[status].isUnderWay);

export const isUnderWay = (status: ReservationStatus | null) => status !== null && MEANING[status].isUnderWay;

export const stillMatters = (reservation: KnownReservation) =>
  MEANING[reservation.status].stillMatters(reservation);

export const awaitsRemoval = (reservation: KnownReservation) =>
  MEANING[reservation.status].awaitsRemoval(reservation);
