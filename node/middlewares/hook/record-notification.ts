import { isOrderId } from '../../core/order/order-id';
import type { Notification } from '../../store/notification';
import type { HookMiddleware, TakenNotification } from './context';

/** Turns the message into its line of the sync log; what is written is written by `enqueue`, with the job. */
export const recordNotification: HookMiddleware = (ctx, next) => {
  if (ctx.message?.kind === 'notification') ctx.taken = takenOf(ctx.message.notification);
  return next();
};

export function takenOf(notification: Notification): TakenNotification {
  const { orderId, source, domain, state, lastState, currentChange } = notification;
  const lookAt = isOrderId(orderId);
  return {
    notification,
    lookAt,
    entry: {
      kind: 'notification',
      outcome: lookAt ? 'ok' : 'nothing',
      message: lookAt ? told(notification) : 'A notification named an id that cannot be an order; ignored.',
      orderId,
      detail: { source, domain, state, lastState, currentChange },
    },
  };
}

function told({ source, state }: Notification): string {
  return state === null ? `The ${source} named the order.` : `The ${source} says: ${state}.`;
}
