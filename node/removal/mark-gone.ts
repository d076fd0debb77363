import { reservationChangedEvent } from '../core/erp-events/reservation-changed';
import { activeOf } from '../core/gate/active';
import type { PositionReading } from '../core/gate/reading';
import { instantOfMs } from '../core/instant';
import { type Position, samePosition } from '../core/position';
import { markRemoved } from '../core/reservation/removal';
import type { KnownReservation, ReservationChange } from '../core/reservation/reservation';
import { isSettledNotRemoved } from '../core/reservation/settled';
import { say } from '../core/said/say';
import { mirrorOrder } from '../orders/ask-for-delivery';
import type { ChainServices } from '../services/chain-services';
import type { KnownOrder, OrderDecision } from '../store/store';

/**
 * Settled reservations that VTEX no longer holds although no update of ours released them: somebody else's
 * update did. There is nothing left to do for them, so they are recorded as removed; what the total should be
 * was that update's business. Left alone, they would be planned for ever.
 *
 * A lost reservation whose order was canceled is left to the gate: its units have to come back first. One that
 * was gone before its goods left is no part of `known`: see `noticeLeft`.
 *
 * `reading` is consistent and younger than `known`; null when VTEX keeps no stock here at all.
 */
export async function markGone(
  services: ChainServices,
  position: Position,
  known: readonly KnownReservation[],
  reading: PositionReading | null,
): Promise<string[]> {
  const held = new Set(reading === null ? [] : activeOf(reading).map((one) => one.lockId));
  const gone = known.filter(
    (one) => isSettledNotRemoved(one) && !held.has(one.lockId) && !unitsComeBack(one),
  );
  if (gone.length === 0) return [];
  const current = await services.store.currentPlan(position);
  const planId = current?.planId ?? services.newId();
  for (const orderId of new Set(gone.map((one) => one.orderId))) {
    const locks = new Set(gone.filter((one) => one.orderId === orderId).map((one) => one.lockId));
    const nonce = services.newId();
    await services.store.changeOrder(orderId, (before) =>
      withRemoved(services, position, { locks, planId, nonce }, before),
    );
    await mirrorOrder(services, orderId);
  }
  return gone.map((one) => one.lockId);
}

function unitsComeBack(one: KnownReservation): boolean {
  return one.status === 'canceled' && one.deductedQuantity > 0;
}

function withRemoved(
  services: ChainServices,
  position: Position,
  { locks, planId, nonce }: { locks: ReadonlySet<string>; planId: string; nonce: string },
  before: KnownOrder | null,
): OrderDecision {
  if (before === null) throw new Error('a recorded reservation without its order');
  const at = instantOfMs(services.now());
  const changes: ReservationChange[] = [];
  const reservations = before.reservations.map((one) => {
    const isGone = samePosition(one, position) && locks.has(one.lockId) && isSettledNotRemoved(one);
    if (!isGone || unitsComeBack(one)) return one;
    const { reservation, change } = markRemoved(one, planId, at);
    if (change !== null) changes.push(change);
    return reservation;
  });
  const { account, settings } = services;
  return {
    ...before,
    reservations,
    changes,
    deliveries: settings.mirrorOn
      ? changes.map((change) => reservationChangedEvent(account, change, nonce))
      : [],
    log: [...locks].map((lockId) => ({
      kind: 'reservation' as const,
      outcome: 'ok' as const,
      ...say('reservation.released-by-others', { orderId: before.order.orderId }),
      orderId: before.order.orderId,
      ...position,
      detail: { lockId },
    })),
  };
}
