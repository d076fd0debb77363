import { activeOf } from '../core/gate/active';
import type { Release } from '../core/gate/plan';
import type { PositionReading } from '../core/gate/reading';
import type { LockId } from '../core/id';
import type { Instant } from '../core/instant';
import { type Position, samePosition } from '../core/position';
import { isUnderWay } from '../core/record/settled';
import { reservationKeyText } from '../core/reservation/derive';
import { markGivenUp, markRemoved, markReturned } from '../core/reservation/removal';
import {
  isUnheld,
  type KnownReservation,
  owedQuantity,
  type ReservationChange,
  type ReservationStep,
} from '../core/reservation/reservation';
import type { Plan, RemovalIntent } from '../store/plan';

interface Closed {
  plan: Plan;
  intent: RemovalIntent;
  /** Taken after the update. */
  reading: PositionReading;
}

export type Effect = (known: readonly KnownReservation[], closed: Closed, at: Instant) => ReservationStep[];

/** The record after all effects, each reservation that any of them changed once, and what is told. */
export function inTurn(
  known: readonly KnownReservation[],
  closed: Closed,
  at: Instant,
  effects: readonly Effect[],
): { reservations: KnownReservation[]; changes: ReservationChange[] } {
  const now = [...known];
  const reservations = new Set<number>();
  const changes: ReservationChange[] = [];
  for (const effect of effects) {
    for (const { reservation, change } of effect(now, closed, at)) {
      const found = now.findIndex((one) => isSame(one, reservation));
      const index = found < 0 ? now.length : found;
      now[index] = reservation;
      reservations.add(index);
      if (change !== null) changes.push(change);
    }
  }
  return { reservations: [...reservations].flatMap((index) => now[index] ?? []), changes };
}

function isSame(a: KnownReservation, b: KnownReservation): boolean {
  return a.orderId === b.orderId && reservationKeyText(a) === reservationKeyText(b);
}

/** A repair replaces the intent of the removal it follows; what that removal released stands in its plan. */
function releasesOf({ plan, intent }: Closed): readonly Release[] {
  if (intent.repair == null) return intent.releases;
  return plan.gate.kind === 'remove' ? plan.gate.releases : [];
}

export function released(known: readonly KnownReservation[], closed: Closed, at: Instant): ReservationStep[] {
  const releases = releasesOf(closed);
  return pairs(withParts(known, closed, releases), closed.plan.position, releases).map(([one, release]) => {
    const { acknowledgedAt } = release;
    const leftQuantity = leftOf(one, release, known);
    const { planId } = closed.plan;
    if (release.because === 'canceled') return markGivenUp({ ...one, acknowledgedAt }, planId, at);
    return markRemoved({ ...one, acknowledgedAt, leftQuantity }, planId, at);
  });
}

/** What the release took out; of a lock that two orders name each has its own share on record. */
function leftOf(one: KnownReservation, release: Release, known: readonly KnownReservation[]): number | null {
  if (release.because === 'canceled') return one.leftQuantity;
  const isShared = known.some(
    (other) => other.lockId === one.lockId && other.orderId !== one.orderId && samePosition(other, one),
  );
  return isShared ? (one.leftQuantity ?? 0) : release.leftQuantity;
}

/** Units that were taken out although VTEX never reserved them. */
export function takenOut(
  known: readonly KnownReservation[],
  { plan }: Closed,
  at: Instant,
): ReservationStep[] {
  if (plan.gate.kind !== 'remove') return [];
  return pairs(known, plan.position, plan.gate.unreserved).map(([one]) => markRemoved(one, plan.planId, at));
}

/** Units of open orders that the count's total lacks from now on; of an order that was invoiced meanwhile nothing is owed. */
export function setAside(
  known: readonly KnownReservation[],
  { plan }: Closed,
  at: Instant,
): ReservationStep[] {
  if (plan.gate.kind !== 'remove') return [];
  return holders(known, plan.position, plan.gate.setAside ?? []).flatMap(([one, { deductedQuantity }]) => {
    if (one.status === 'removed' || one.status === 'expired') return [];
    const reservation = { ...one, deductedQuantity };
    const isOver = one.status === 'invoiced' && isUnheld(one) && owedQuantity(reservation) === 0;
    return [isOver ? markRemoved(reservation, plan.planId, at) : { reservation, change: null }];
  });
}

/** Lost units that were given back by this update, or whose order was invoiced: nothing is owed any more. */
export function afterReturn(
  known: readonly KnownReservation[],
  { plan }: Closed,
  at: Instant,
): ReservationStep[] {
  if (plan.gate.kind !== 'remove') return [];
  const closing = plan.gate.closedDeductions.map((lockId) => ({ lockId }));
  return pairs(known, plan.position, closing).flatMap(([one]) => {
    if (one.status === 'canceled' || one.status === 'expired') {
      return [{ reservation: markReturned(one, plan.planId), change: null }];
    }
    return one.status === 'invoiced' ? [markRemoved(one, plan.planId, at)] : [];
  });
}

/**
 * Units a repair took out: for reservations that VTEX no longer holds although their goods are still to leave, and for
 * reservations that VTEX was expected to let go of. What VTEX holds still is not lost, and its release deducts so much
 * less.
 */
export function afterRepair(
  known: readonly KnownReservation[],
  closed: Closed,
  at: Instant,
): ReservationStep[] {
  const { planId, position } = closed.plan;
  const held = new Set(activeOf(closed.reading).map(({ lockId }) => lockId));
  return holders(known, position, takenFor(closed)).map(([one, { takenQuantity }]) => {
    const taken = { ...one, deductedQuantity: one.deductedQuantity + takenQuantity };
    if (held.has(one.lockId)) return { reservation: taken, change: null };
    const reservation = { ...taken, lostAt: at, planId };
    const hasLeft = one.status === 'invoiced' && owedQuantity(reservation) === 0;
    return hasLeft ? markRemoved(reservation, planId, at) : { reservation, change: null };
  });
}

/**
 * The lost reservations, and those at risk, with the units that the repair really took out for each. A
 * total ends at 0: where more was reserved than there was, it cannot lack all that was lost, and what was never
 * taken out must not come back when the order is canceled.
 */
function takenFor({ plan, intent }: Closed): { lockId: LockId; takenQuantity: number }[] {
  const { gate } = plan;
  const totalBefore = gate.kind === 'remove' ? gate.update.quantity : gate.totalQuantity;
  let left = Math.max(0, totalBefore - intent.update.quantity);
  const { lost = [], atRisk = [] } = intent.repair ?? {};
  return [...lost, ...atRisk].map(({ lockId, quantity }) => {
    const takenQuantity = Math.min(quantity, left);
    left -= takenQuantity;
    return { lockId, takenQuantity };
  });
}

/** Units that left the total although VTEX still reserves them: their release deducts them no second time. */
export function stillReserved(
  known: readonly KnownReservation[],
  closed: Closed,
  held: ReadonlySet<LockId>,
): ReservationStep[] {
  const releases = releasesOf(closed).filter((one) => held.has(one.lockId));
  return pairs(withParts(known, closed, releases), closed.plan.position, releases).map(([one, release]) => {
    const leftQuantity = leftOf(one, release, known);
    const deductedQuantity = release.because === 'invoiced' ? (leftQuantity ?? 0) : one.deductedQuantity;
    return { reservation: { ...one, leftQuantity, deductedQuantity }, change: null };
  });
}

/**
 * What is released here although the order's record has no reservation of this SKU: units under the order's lock
 * that none of its lines explains. They get a record, so that what was taken out for them is remembered; the ERP,
 * which never heard of them, is not told.
 */
function withParts(
  known: readonly KnownReservation[],
  { plan }: Closed,
  releases: readonly Release[],
): KnownReservation[] {
  const recorded = new Set(known.filter((one) => samePosition(one, plan.position)).map((one) => one.lockId));
  const parts = releases.flatMap((release) => {
    const { lockId, orderId, quantity, leftQuantity, because, invoicedAt, acknowledgedAt } = release;
    if (recorded.has(lockId) || orderId === null || because !== 'invoiced') return [];
    const part: KnownReservation = {
      ...plan.position,
      lockId,
      orderId,
      quantity,
      heldAs: 'lock',
      partOf: null,
      leftQuantity,
      isTold: false,
      status: 'invoiced',
      version: 0,
      expiresAt: null,
      acknowledgedAt,
      wasAcknowledged: true,
      wasSeenOpen: false,
      invoicedAt,
      deductedQuantity: 0,
      lostAt: null,
      planId: plan.planId,
    };
    return [part];
  });
  return [...known, ...parts];
}

/** The position's recorded reservations beside what concerns them: none of a lock nobody recorded here, or several orders'. */
function pairs<T extends { lockId: LockId }>(
  known: readonly KnownReservation[],
  position: Position,
  items: readonly T[],
): [KnownReservation, T][] {
  const here = known.filter((one) => samePosition(one, position));
  return items.flatMap((item) =>
    here.filter((one) => one.lockId === item.lockId).map((one): [KnownReservation, T] => [one, item]),
  );
}

/**
 * The same, each once: where two orders name one lock (a replaced order and its successor), the reservation whose goods
 * are still to leave. Units that were taken out are on record once, or a canceled order would give back what its
 * successor needs.
 */
function holders<T extends { lockId: LockId }>(
  known: readonly KnownReservation[],
  position: Position,
  items: readonly T[],
): [KnownReservation, T][] {
  const all = pairs(known, position, items);
  const rank = ({ status }: KnownReservation) => (isUnderWay(status) ? 0 : status === 'invoiced' ? 1 : 2);
  return items.flatMap((item) => {
    const [first] = all.filter(([, one]) => one === item).sort(([a], [b]) => rank(a) - rank(b));
    return first === undefined ? [] : [first];
  });
}
