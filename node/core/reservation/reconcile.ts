import type { Instant } from '../instant';
import type { Order } from '../order/order';
import { orderStatusMeaning } from '../order/order-status';
import { changeOf } from './change';
import { reservationKeyText } from './derive';
import { markRemoved } from './removal';
import type {
  DerivedReservation,
  KnownReservation,
  ReservationChange,
  ReservationStatus,
} from './reservation';
import { isUnderWay } from './reservation';
import { furtherStatus, stageOf } from './stage';
import { type LocksRead, nextStatus } from './status';
import { versionAfter } from './version-after';

export interface Reading {
  /** Every reservation recorded of the order. */
  known: readonly KnownReservation[];
  /** What the reading derives, with the same `locks`. */
  derived: readonly DerivedReservation[];
  order: Order;
  /** When the changes happened, as told to the ERP. */
  occurredAt: Instant;
  /** Epoch ms of our own clock, when the order was asked for. */
  readAtMs: number;
  /** VTEX's own word on locks that were read as well. */
  locks?: LocksRead;
}

export interface Reconciled {
  /** Every reservation of the order as it now stands: derived ones in their order, then those that are gone. */
  reservations: KnownReservation[];
  /** What is told, in order; empty when the reading says nothing new. */
  changes: ReservationChange[];
}

/** One reservation after the reading; each state with its change, the last one stands. */
type Step = { reservation: KnownReservation; change: ReservationChange | null };

/**
 * Puts a reading beside what is recorded. Statuses only move forward (`stage.ts`); the same reading again changes
 * nothing.
 *
 * | recorded | the reading | becomes |
 * |---|---|---|
 * | - | a reservation | its first version with its status, however far that is |
 * | any | a further status | that status, one change even when stages in between were missed |
 * | authorized, confirmed, acknowledged, invoiced | other quantity (changed order) | same status, new version |
 * | authorized | other expiry | same status, new version |
 * | authorized, confirmed, acknowledged | no such reservation any more (line removed, other warehouse) | canceled |
 * | lost and repaired for all its units | invoiced | invoiced, and at once removed: its units left the total before |
 * | expired, or canceled and let go by VTEX | invoiced | invoiced and lost: no update will take its units out |
 * | canceled, expired, removed | anything but an invoice | as it is |
 */
export function reconcileReservations(reading: Reading): Reconciled {
  const known = new Map(reading.known.map((reservation) => [reservationKeyText(reservation), reservation]));
  const derivedKeys = new Set(reading.derived.map(reservationKeyText));
  const gone = reading.known.filter((reservation) => !derivedKeys.has(reservationKeyText(reservation)));
  const walks = [
    ...reading.derived.map((derived) => stepsFor(known.get(reservationKeyText(derived)), derived, reading)),
    ...gone.map((reservation) => [stepForGone(reservation, reading)]),
  ];
  return {
    reservations: walks.flatMap((steps) => steps.slice(-1).map((step) => step.reservation)),
    changes: walks.flatMap((steps) => steps.flatMap((step) => step.change ?? [])),
  };
}

function stepsFor(
  known: KnownReservation | undefined,
  derived: DerivedReservation,
  reading: Reading,
): Step[] {
  const first = known
    ? step(known, following(known, derived, reading), reading)
    : firstSight(derived, reading);
  const { reservation } = first;
  const alreadyDeducted = reservation.lostAt !== null && reservation.deductedQuantity >= reservation.quantity;
  if (reservation.status !== 'invoiced' || !alreadyDeducted) return [first];
  return [first, markRemoved(reservation, reservation.planId, reading.occurredAt)];
}

function firstSight(derived: DerivedReservation, reading: Reading): Step {
  const reservation: KnownReservation = {
    ...derived,
    version: versionAfter(0, reading.readAtMs),
    acknowledgedAt: null,
    wasAcknowledged: saysAcknowledged(reading.order),
    wasSeenOpen: isUnderWay(derived.status),
    deductedQuantity: 0,
    lostAt: null,
    planId: null,
  };
  return { reservation, change: changeOf(reservation, null, reading.occurredAt) };
}

function following(known: KnownReservation, derived: DerivedReservation, reading: Reading): KnownReservation {
  const lock = reading.locks?.get(known.lockId);
  const status = nextStatus(known.status, derived.status, lock);
  if (isOver(status)) return { ...known, status, expiresAt: null };
  return {
    ...known,
    status,
    quantity: derived.quantity,
    expiresAt: status === 'authorized' ? expiryOf(known, derived, lock?.confirmBy ?? null) : null,
    invoicedAt: status === 'invoiced' ? (known.invoicedAt ?? derived.invoicedAt) : null,
    lostAt: status === 'invoiced' && wasLetGo(known) ? (known.lostAt ?? reading.occurredAt) : known.lostAt,
    wasAcknowledged: known.wasAcknowledged || saysAcknowledged(reading.order),
  };
}

/** VTEX held it no longer, so its goods leave without a release that would take them out of the total. */
function wasLetGo({ status, wasAcknowledged, planId }: KnownReservation): boolean {
  return status === 'expired' || (status === 'canceled' && (!wasAcknowledged || planId !== null));
}

/** Without VTEX's own word the forecast only moves out: a later word of VTEX's, heard before, is not taken back. */
function expiryOf(
  known: KnownReservation,
  derived: DerivedReservation,
  confirmBy: Instant | null,
): Instant | null {
  const forecast = derived.expiresAt ?? known.expiresAt;
  if (confirmBy !== null || known.expiresAt === null || forecast === null) return forecast;
  if (forecast > known.expiresAt) return forecast;
  return known.expiresAt;
}

/** A reading without any line says nothing about lines, unless the order is over. */
function stepForGone(known: KnownReservation, reading: Reading): Step {
  const canceled = orderStatusMeaning(reading.order.status).implies === 'canceled';
  if (reading.order.lines.length === 0 && !canceled) return { reservation: known, change: null };
  const status = furtherStatus(known.status, 'canceled');
  if (status === known.status) return { reservation: known, change: null };
  const wasAcknowledged = known.wasAcknowledged || saysAcknowledged(reading.order);
  return step(known, { ...known, status, expiresAt: null, wasAcknowledged }, reading);
}

function step(known: KnownReservation, next: KnownReservation, { occurredAt, readAtMs }: Reading): Step {
  const told =
    known.status !== next.status || known.quantity !== next.quantity || known.expiresAt !== next.expiresAt;
  if (!told) return { reservation: next, change: null };
  const reservation = { ...next, version: versionAfter(known.version, readAtMs) };
  return { reservation, change: changeOf(reservation, known.status, occurredAt) };
}

function saysAcknowledged(order: Order): boolean {
  return orderStatusMeaning(order.status).implies === 'acknowledged';
}

function isOver(status: ReservationStatus): boolean {
  return stageOf(status) >= stageOf('canceled') && status !== 'invoiced';
}
