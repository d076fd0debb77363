import type { LockId, OrderId } from '../id';
import type { Instant } from '../instant';
import { sumOfQuantities } from './active';
import type { GateInput, OrderFacts } from './gate-input';
import type { Kept } from './plan';
import type { ListedReservation } from './reading';

/** An active reservation with what is known of its order. */
export interface Judged {
  lockId: LockId;
  orderId: OrderId | null;
  quantity: number;
  reservation: ListedReservation;
  facts: OrderFacts;
}

/** One whose units the next update may release. */
export interface Acknowledged extends Judged {
  acknowledgedAt: Instant;
}

const NOBODY_KNOWS: OrderFacts = { kind: 'unreadable', reason: 'no order is known to hold this reservation' };

/** A reservation without facts counts as unreadable, and unreadable counts as open. */
export function judge(active: readonly ListedReservation[], orders: GateInput['orders']): Judged[] {
  return active.map((reservation) => {
    const facts = orders.get(reservation.lockId) ?? NOBODY_KNOWS;
    const orderId = facts.kind === 'unreadable' ? null : facts.orderId;
    return { lockId: reservation.lockId, orderId, quantity: reservation.quantity, reservation, facts };
  });
}

/** Invoiced for all its units, or canceled: nothing that an update releases can be lost. */
export function isSettled({ facts }: Judged): boolean {
  return facts.kind === 'invoiced' || facts.kind === 'canceled';
}

/** Reservations acknowledged at the same instant: no watermark can tell them apart. */
export interface Group {
  at: Instant;
  members: Acknowledged[];
  settled: boolean;
}

/** Acknowledged reservations, oldest first. Instants compare as text, so all seven digits count. */
export function groupByAcknowledgement(judged: readonly Judged[]): Group[] {
  const groups = new Map<Instant, Acknowledged[]>();
  for (const one of judged) {
    const { acknowledgedAt } = one.reservation;
    if (acknowledgedAt === null) continue;
    const members = groups.get(acknowledgedAt) ?? [];
    groups.set(acknowledgedAt, [...members, { ...one, acknowledgedAt }]);
  }
  return [...groups]
    .map(([at, members]) => ({ at, members, settled: members.every(isSettled) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

export function membersOf(groups: readonly Group[]): Acknowledged[] {
  return groups.flatMap((group) => group.members);
}

export function keptOf(groups: readonly Group[], seenUpTo: Instant | null): Kept[] {
  return membersOf(groups).map((one) => {
    const left = seenUpTo === null || isSettled(one) ? 0 : unitsGoneBy(one, seenUpTo);
    return {
      lockId: one.lockId,
      orderId: one.orderId,
      quantity: one.quantity,
      acknowledgedAt: one.acknowledgedAt,
      because: isSettled(one) ? 'waiting' : one.facts.kind === 'unreadable' ? 'unreadable' : 'open',
      orderStatus: one.facts.kind === 'open' ? one.facts.orderStatus : null,
      ...(left > 0 ? { leftQuantity: left } : {}),
    };
  });
}

/** Units of the reservation whose goods had left at that instant. */
export function unitsGoneBy({ facts }: Pick<Judged, 'facts'>, instant: Instant): number {
  if (facts.kind !== 'invoiced' && facts.kind !== 'open') return 0;
  return sumOfQuantities((facts.partsLeft ?? []).filter((part) => part.at <= instant));
}
