import { reservationChangedEvent } from '../core/erp-events/reservation-changed';
import { instantOfMs } from '../core/instant';
import type { Order } from '../core/order/order';
import { reconcileReservations } from '../core/reservation/reconcile';
import type { DerivedReservation, ReservationChange } from '../core/reservation/reservation';
import type { LocksRead } from '../core/reservation/status';
import { say } from '../core/said/say';
import type { ChainServices } from '../services/chain-services';
import type { KnownOrder, OrderDecision } from '../store/store';
import type { LogEntry } from '../store/sync-log';

/** What VTEX said of one order at one moment. */
export interface OrderReading {
  order: Order;
  /** Epoch ms just before it was asked for. */
  readAtMs: number;
  derived: DerivedReservation[];
  /** Reservations that were read by id as well; usually none. */
  locks: LocksRead;
}

/**
 * Records one reading of an order: state, changes, messages and log in one step. The chain and the plan of a
 * position both come here, so that an order read for a plan is known as if an event had brought it.
 */
export function recordReading(services: ChainServices, reading: OrderReading): Promise<OrderDecision> {
  const { account, settings } = services;
  const { order, readAtMs, derived, locks } = reading;
  const nonce = services.newId();
  return services.store.changeOrder(order.orderId, (known) => {
    if (known !== null && isOlder(order, readAtMs, known)) return unchanged(known);
    const { reservations, changes } = reconcileReservations({
      known: known?.reservations ?? [],
      derived,
      order,
      occurredAt: order.changedAt ?? instantOfMs(readAtMs),
      readAtMs,
      locks,
    });
    const deliveries = settings.mirrorOn
      ? changes.map((change) => reservationChangedEvent(account, change, nonce))
      : [];
    return { order, readAtMs, reservations, changes, deliveries, log: describe(order, changes) };
  });
}

/**
 * Two readings may be recorded in the other order than VTEX answered them. The order's own clock decides; where
 * it is silent, the moment we asked.
 */
function isOlder(order: Order, readAtMs: number, known: KnownOrder): boolean {
  const { changedAt } = known.order;
  if (order.changedAt !== null && changedAt !== null && order.changedAt !== changedAt)
    return order.changedAt < changedAt;
  return readAtMs < known.readAtMs;
}

function unchanged(known: KnownOrder): OrderDecision {
  return { ...known, changes: [], deliveries: [], log: [] };
}

function describe(order: Order, changes: readonly ReservationChange[]): LogEntry[] {
  const { orderId, status: orderStatus } = order;
  if (changes.length > 0) return changes.map(changeEntry);
  const sentence =
    orderStatus === null
      ? say('order.incomplete', { orderId })
      : say('order.nothing-new', { orderId, orderStatus });
  return [{ kind: 'order', outcome: 'nothing', ...sentence, orderId }];
}

/** One line of the log per step of a reservation. */
export function changeEntry(change: ReservationChange): LogEntry {
  const { orderId, skuId, warehouseId, quantity, status, previousStatus, lockId, version } = change;
  const step = { orderId, quantity, skuId, warehouseId, status };
  return {
    kind: 'reservation',
    outcome: 'ok',
    ...(previousStatus === null || previousStatus === status
      ? say('reservation.is', step)
      : say('reservation.became', { ...step, previousStatus })),
    orderId,
    skuId,
    warehouseId,
    detail: { lockId, version },
  };
}
