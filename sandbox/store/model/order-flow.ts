import type { OrderStatus, StoreOrder } from './order';
import { done, type Outcome, refused } from './outcome';
import { abortLock, acknowledgeLock, cancelHandledLock, confirmLock } from './reservation-flow';
import { retireFinished } from './retire';
import { dropPromises } from './share';
import { enter, type StoreState } from './state';

export function findOrder(state: StoreState, orderId: string): Outcome<StoreOrder> {
  const order = state.orders.get(orderId);
  return order ? done(order) : refused(404, 'OMS007', 'Order Not Found');
}

/** As `GET` finds it: an event may name an order some seconds before it can be read, or when it is not found. */
export function readOrder(state: StoreState, orderId: string): Outcome<StoreOrder> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  const { visibleAtMs, telling } = found.value;
  if (visibleAtMs <= state.now() && !telling.notFound) return found;
  return refused(404, 'OMS007', 'Order Not Found');
}

/** payment-pending -> ... -> window-to-cancel; the platform confirms the reservation on the way. */
export function payOrder(state: StoreState, orderId: string): Outcome<StoreOrder> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  const order = found.value;
  if (order.status !== 'payment-pending') return wrongStatus(order, 'payment-pending');
  enter(state, order, 'approve-payment');
  order.authorizedAt = state.clock();
  enter(state, order, 'payment-approved');
  // An expired reservation cannot be confirmed any more: the order stays behind (KI 1218606, 1218615).
  if (!confirmLock(state, order.lockId)) return done(order);
  enter(state, order, 'authorize-fulfillment');
  enter(state, order, 'window-to-cancel');
  return done(order);
}

export function closeCancelWindow(state: StoreState, orderId: string): Outcome<StoreOrder> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  if (found.value.status !== 'window-to-cancel') return wrongStatus(found.value, 'window-to-cancel');
  enter(state, found.value, 'ready-for-handling');
  return found;
}

/** The only way a reservation gets acknowledged in the ordinary course of an order. */
export function startHandling(state: StoreState, orderId: string): Outcome<StoreOrder> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  if (found.value.status !== 'ready-for-handling') return wrongStatus(found.value, 'ready-for-handling');
  enter(state, found.value, 'start-handling');
  acknowledgeLock(state, found.value.lockId);
  enter(state, found.value, 'handling');
  return found;
}

const TWO_STEPS = new Set<OrderStatus>(['ready-for-handling', 'handling']);
const AT_ONCE = new Set<OrderStatus>([
  'waiting-for-authorization',
  'payment-pending',
  'payment-approved',
  'window-to-cancel',
]);

/** The first cancel of an order in or before handling only asks; the second one cancels. */
export function cancelOrder(
  state: StoreState,
  orderId: string,
  reason = 'changed my mind',
  byUser = true,
): Outcome<StoreOrder> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  const order = found.value;
  if (order.status === null || order.packages.some((sent) => sent.type === 'Output'))
    return notCancelable(order);
  if (TWO_STEPS.has(order.status)) {
    order.cancelAskedIn = order.status;
    enter(state, order, 'cancellation-requested');
    return found;
  }
  if (order.status !== 'cancellation-requested' && !AT_ONCE.has(order.status)) return notCancelable(order);
  return endOrder(state, order, reason, byUser, order.cancelAskedIn === 'handling');
}

/**
 * Cancels at whatever stage, in one step: partly invoiced, invoiced and returned too, as stores have it done. What
 * has left the shelf has left; the rest stays there.
 */
export function forceCancel(
  state: StoreState,
  orderId: string,
  reason = 'canceled by the store',
): Outcome<StoreOrder> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  if (found.value.status === 'canceled') return notCancelable(found.value);
  return endOrder(state, found.value, reason, false, true);
}

function endOrder(
  state: StoreState,
  order: StoreOrder,
  reason: string,
  byUser: boolean,
  handled: boolean,
): Outcome<StoreOrder> {
  order.cancellation = { reason, at: state.clock(), byUser };
  enter(state, order, 'cancel');
  if (handled) cancelHandledLock(state, order.lockId);
  else abortLock(state, order.lockId);
  enter(state, order, 'canceled');
  dropPromises(state, order);
  retireFinished(state, order);
  return done(order);
}

export function denyCancellation(state: StoreState, orderId: string): Outcome<StoreOrder> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  const { status, cancelAskedIn } = found.value;
  if (status !== 'cancellation-requested' || !cancelAskedIn)
    return wrongStatus(found.value, 'cancellation-requested');
  found.value.cancelAskedIn = null;
  enter(state, found.value, cancelAskedIn);
  return found;
}

export function wrongStatus(order: StoreOrder, wanted: string) {
  return refused(
    409,
    'OMS003',
    `Order status should be ${wanted} to perform this action (is ${order.status})`,
  );
}

function notCancelable(order: StoreOrder) {
  return refused(400, 'OMS010', `Order cannot be canceled in status ${order.status}`);
}
