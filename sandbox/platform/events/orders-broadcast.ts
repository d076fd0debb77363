import { withZ } from '../../store/model/instant';
import type { StatusEvent } from '../../store/model/order';
import type { EventBus } from './event-bus';

/**
 * `vtex.orders-broadcast` (README of its example app): each change of an order as `order-status-updated`, and
 * under the name of the new status. `recorder` is the platform's own and means nothing.
 */
export function broadcastOrder(bus: Pick<EventBus, 'publish'>, event: StatusEvent): void {
  const body = {
    recorder: { _record: { 'x-vtex-meta': {}, 'x-vtex-meta-bucket': {} } },
    domain: event.domain,
    orderId: event.orderId,
    currentState: event.state,
    lastState: event.lastState,
    currentChangeDate: withZ(event.currentChange),
    lastChangeDate: withZ(event.lastChange),
  };
  for (const key of ['order-status-updated', event.state])
    bus.publish({ sender: 'vtex.orders-broadcast@0.2.2', key, body });
}
