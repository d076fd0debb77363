import { instantOfMs } from '../core/instant';
import { sweepNotification } from '../store/notification';
import type { DeliveryStore, Dispatcher, OrderStore, PositionStore } from '../store/store';

export interface RedispatchServices {
  store: Pick<OrderStore, 'ordersToLookAt'> &
    Pick<PositionStore, 'positionsToPlan'> &
    Pick<DeliveryStore, 'streamsDue'>;
  dispatcher: Dispatcher;
  /** Epoch ms. */
  now(): number;
}

export interface RedispatchOptions {
  /** An order under way that was not read for so long is looked at again. */
  staleAfterMs?: number;
  /** A settled position whose plan is older than this lost its job. */
  plannedAgoMs?: number;
  /** Of each sort, in one run. */
  limit?: number;
}

export interface RedispatchSummary {
  orders: number;
  positions: number;
  streams: number;
}

const SIX_HOURS = 6 * 3_600_000;
const TEN_MINUTES = 600_000;

/**
 * Starts again what our own record says is waiting: jobs that were lost, reservations whose time has run
 * out, orders nobody told us about for long. All of it is harmless to do twice.
 */
export async function redispatchDue(
  { store, dispatcher, now }: RedispatchServices,
  { staleAfterMs = SIX_HOURS, plannedAgoMs = TEN_MINUTES, limit = 500 }: RedispatchOptions = {},
): Promise<RedispatchSummary> {
  const nowMs = now();
  const orderIds = await store.ordersToLookAt(instantOfMs(nowMs), nowMs - staleAfterMs, limit);
  if (orderIds.length > 0) await dispatcher.lookAtOrders(orderIds.map(sweepNotification));
  const positions = await store.positionsToPlan(nowMs - plannedAgoMs, limit);
  for (const position of positions) await dispatcher.planPosition(position, nowMs, 'sweep');
  const streams = await store.streamsDue(nowMs, limit);
  for (const stream of streams) await dispatcher.deliver(stream, nowMs);
  return { orders: orderIds.length, positions: positions.length, streams: streams.length };
}
