import { asLockId } from '../id';
import type { Instant } from '../instant';
import type { Order } from '../order/order';
import { orderStatusMeaning } from '../order/order-status';
import { samePosition } from '../position';
import { isUnderWay } from '../record/settled';
import { changeOf } from './change';
import { reservationKeyText } from './derive';
import { mayBeHeld } from './let-go';
import { markRemoved } from './removal';
import {
  type DerivedReservation,
  isUnheld,
  type KnownReservation,
  owedQuantity,
  type ReservationChange,
  type ReservationKey,
  type ReservationStatus,
  type ReservationStep,
  toldQuantity,
} from './reservation';
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
  /** Reservations of other orders that name the same locks: an order that was replaced, and its successor. */
  others?: readonly KnownReservation[];
}

export interface MergedReading {
  /** Every reservation of the order as it now stands: what was derived, in that order, then what is gone. */
  reservations: KnownReservation[];
  /** What is told, in order; empty when the reading says nothing new. */
  changes: ReservationChange[];
}

/** One reservation after the reading; each state with its change, the last one stands. */
/**
 * Puts a reading beside what is recorded. Statuses only move forward (`stage.ts`); the same reading again changes
 * nothing.
 *
 * | recorded | the reading | becomes |
 * |---|---|---|
 * | - | a reservation | its first version with its status, however far that is |
 * | any | a further status | that status, one change even when stages in between were missed |
 * | authorized, confirmed, acknowledged | the lock, read again, holds another quantity | same status, new version |
 * | invoiced | another number left (the order was changed) | same status, new version |
 * | authorized | other expiry | same status, new version |
 * | authorized, confirmed, acknowledged | no such reservation any more (line removed, other warehouse) | canceled |
 * | authorized to invoiced | its lock is held elsewhere, by VTEX's word | canceled here, and recorded there |
 * | removed | more has left since (the order was changed) | what is on top is recorded as units without a lock |
 * | lost and repaired, or set aside by a count, for just what left | invoiced | invoiced, and at once removed: its units left the total before |
 * | a kit whose parts are all removed | invoiced | removed |
 * | expired, or canceled and let go by VTEX | invoiced | invoiced and lost: no update will take its units out |
 * | canceled, expired, removed | anything but an invoice | as it is |
 */
export function mergeReading(reading: Reading): MergedReading {
  const known = new Map(reading.known.map((reservation) => [reservationKeyText(reservation), reservation]));
  const derived = [...reading.derived, ...leftSinceRemoval(reading, known)];
  const derivedKeys = new Set(derived.map(reservationKeyText));
  const gone = reading.known.filter((reservation) => !derivedKeys.has(reservationKeyText(reservation)));
  const walks = [
    ...derived.map((derived) => stepsFor(known.get(reservationKeyText(derived)), derived, reading)),
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
): ReservationStep[] {
  const first = known
    ? step(known, following(known, derived, reading), reading)
    : firstSight(derived, reading);
  const { reservation } = first;
  const alreadyDeducted = isUnheld(reservation) && owedQuantity(reservation) === 0;
  if (reservation.status !== 'invoiced') return [first];
  if (!alreadyDeducted && !arePartsRemoved(reservation, reading)) return [first];
  return [first, markRemoved(reservation, reservation.planId, reading.occurredAt)];
}

/**
 * What left of a reservation after it was removed (units were added to its order): nothing reserves it any more, so it
 * is recorded like units that never had a lock, each lot once.
 */
function leftSinceRemoval(
  reading: Reading,
  known: ReadonlyMap<string, KnownReservation>,
): DerivedReservation[] {
  return reading.derived.flatMap((derived): DerivedReservation[] => {
    const removed = known.get(reservationKeyText(derived));
    if (removed?.status !== 'removed') return [];
    const lotId = `${derived.lockId}+`;
    const lots = reading.known.filter(
      (one) => one.lockId.startsWith(lotId) && one.heldAs === 'none' && samePosition(one, derived),
    );
    const done = lots.filter(({ status }) => status === 'removed');
    const quantity = (derived.leftQuantity ?? 0) - (removed.leftQuantity ?? removed.quantity) - unitsOf(done);
    const lot = { ...derived, lockId: asLockId(`${lotId}${done.length + 1}`), heldAs: 'none' as const };
    const kept = done.map((one): DerivedReservation => ({ ...one }));
    if (quantity <= 0) return kept;
    return [...kept, { ...lot, status: 'invoiced', quantity, leftQuantity: quantity, expiresAt: null }];
  });
}

function unitsOf(lots: readonly KnownReservation[]): number {
  return lots.reduce((units, { quantity, leftQuantity }) => units + (leftQuantity ?? quantity), 0);
}

/** A kit has left the total when each of its parts has. */
function arePartsRemoved({ heldAs, lockId, skuId }: KnownReservation, { known }: Reading): boolean {
  const parts = known.filter((one) => one.lockId === lockId && one.partOf === skuId);
  return heldAs === 'parts' && parts.length > 0 && parts.every(({ status }) => status === 'removed');
}

function firstSight(derived: DerivedReservation, reading: Reading): ReservationStep {
  const isTold = derived.heldAs !== 'none' && !isToldAsKit(derived, reading) && !goesOn(derived, reading);
  const reservation: KnownReservation = {
    ...derived,
    version: isTold ? firstVersion(derived, reading) : 0,
    isTold,
    acknowledgedAt: null,
    wasAcknowledged: wasHandled(false, derived, reading),
    wasSeenOpen: isUnderWay(derived.status),
    deductedQuantity: 0,
    lostAt: null,
    planId: null,
  };
  return { reservation, change: isTold ? changeOf(reservation, null, reading.occurredAt) : null };
}

/** What is told of the first order while its successor is read for the first time must stay below the successor's word. */
const SUCCESSOR_AHEAD_MS = 60_000;

function firstVersion(derived: DerivedReservation, reading: Reading): number {
  const last = lastVersion(derived, 0, reading);
  return versionAfter(last, reading.readAtMs + (last > 0 ? SUCCESSOR_AHEAD_MS : 0));
}

/** The ERP hears of a kit or of its parts, never of both. */
function isToldAsKit({ lockId, partOf }: DerivedReservation, { known }: Reading): boolean {
  return known.some((one) => one.lockId === lockId && one.skuId === partOf && one.isTold);
}

function following(known: KnownReservation, derived: DerivedReservation, reading: Reading): KnownReservation {
  const lock = reading.locks?.get(known.lockId);
  const status = nextStatus(known.status, derived.status, lock);
  const { heldAs, partOf } = derived;
  if (isOver(status)) {
    const wasAcknowledged = isOver(known.status)
      ? known.wasAcknowledged
      : wasHandled(known.wasAcknowledged, { ...known, status }, reading);
    return { ...known, status, expiresAt: null, heldAs, partOf, wasAcknowledged };
  }
  return {
    ...known,
    status,
    heldAs,
    partOf,
    quantity: reservedQuantity(known, derived, reading.order),
    leftQuantity: status === 'invoiced' ? (derived.leftQuantity ?? known.leftQuantity) : null,
    expiresAt: status === 'authorized' ? expiryOf(known, derived, lock?.confirmBy ?? null) : null,
    invoicedAt: status === 'invoiced' ? (known.invoicedAt ?? derived.invoicedAt) : null,
    lostAt: status === 'invoiced' && wasLetGo(known) ? (known.lostAt ?? reading.occurredAt) : known.lostAt,
    wasAcknowledged: known.wasAcknowledged || saysAcknowledged(reading.order),
  };
}

/** A reservation need not follow its order when that is changed: only VTEX's word on the lock changes the number. */
function reservedQuantity(known: KnownReservation, derived: DerivedReservation, { memory }: Order): number {
  const wasRead = memory.held.some(({ lockId }) => lockId === known.lockId);
  return wasRead && derived.heldAs === 'lock' ? derived.quantity : known.quantity;
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

/** VTEX holds the lock, and nothing of it here. */
function isHeldElsewhere(known: KnownReservation, { order }: Reading): boolean {
  const held = order.memory.held.find(({ lockId }) => lockId === known.lockId);
  const isHere = held?.items.some((item) => samePosition(item, known)) ?? true;
  return known.heldAs === 'lock' && !isHere;
}

/**
 * Recorded where the order said, and found elsewhere: that place has its own record now, and nothing is awaited here
 * any more. It is the one step back that is told, also after an invoice, since the goods never lay here.
 */
function moved(known: KnownReservation): KnownReservation {
  const open = { wasAcknowledged: false, acknowledgedAt: null, invoicedAt: null, leftQuantity: null };
  return { ...known, ...open, status: 'canceled', expiresAt: null };
}

/** A reading without any line says nothing about lines, unless the order is over. */
function stepForGone(known: KnownReservation, reading: Reading): ReservationStep {
  if (known.status !== 'removed' && known.status !== 'canceled' && isHeldElsewhere(known, reading))
    return step(known, moved(known), reading);
  const saysNothing = reading.order.lines.length === 0 && reading.order.changes.length === 0;
  if (saysNothing && !orderStatusMeaning(reading.order.status).final)
    return { reservation: known, change: null };
  const status = furtherStatus(known.status, 'canceled');
  if (status === known.status) return { reservation: known, change: null };
  const next = { ...known, status, expiresAt: null };
  const wasAcknowledged = wasHandled(known.wasAcknowledged, next, reading);
  return step(known, { ...next, wasAcknowledged }, reading);
}

/** The ERP knows a reservation by its lock, SKU and warehouse: its versions grow over all orders that name it. */
function lastVersion(key: ReservationKey, own: number, { others = [] }: Reading): number {
  const same = others.filter((one) => reservationKeyText(one) === reservationKeyText(key));
  return Math.max(own, ...same.map(({ version }) => version));
}

/** It was replaced, and goes on under the order that took its place: the ERP keeps it. */
function goesOn(
  next: Pick<KnownReservation, 'status' | keyof ReservationKey>,
  { others = [] }: Reading,
): boolean {
  const isUnder = (one: KnownReservation) =>
    reservationKeyText(one) === reservationKeyText(next) && isUnderWay(one.status);
  return next.status === 'canceled' && others.some(isUnder);
}

function step(known: KnownReservation, next: KnownReservation, reading: Reading): ReservationStep {
  const { occurredAt, readAtMs } = reading;
  const isNew =
    known.status !== next.status ||
    toldQuantity(known) !== toldQuantity(next) ||
    known.expiresAt !== next.expiresAt;
  if (!isNew || !next.isTold) return { reservation: next, change: null };
  if (goesOn(next, reading)) return { reservation: { ...next, isTold: false }, change: null };
  const version = versionAfter(lastVersion(next, known.version, reading), readAtMs);
  const reservation = { ...next, version };
  return { reservation, change: changeOf(reservation, known.status, occurredAt) };
}

/**
 * Seen in handling, or canceled with its order while VTEX may hold it: what was in handling stays reserved until
 * somebody updates the stock.
 */
function wasHandled(
  wasAcknowledged: boolean,
  next: Pick<DerivedReservation, 'status' | 'heldAs' | keyof ReservationKey>,
  reading: Reading,
): boolean {
  if (wasAcknowledged || saysAcknowledged(reading.order)) return true;
  const isCanceled =
    next.status === 'canceled' && orderStatusMeaning(reading.order.status).implies === 'canceled';
  return (
    isCanceled &&
    next.heldAs === 'lock' &&
    !goesOn(next, reading) &&
    mayBeHeld(reading.locks?.get(next.lockId))
  );
}

function saysAcknowledged(order: Order): boolean {
  return orderStatusMeaning(order.status).implies === 'acknowledged';
}

function isOver(status: ReservationStatus): boolean {
  return stageOf(status) >= stageOf('canceled') && status !== 'invoiced';
}
