import { isId } from '../../core/id';
import { CATALOGUE } from '../../core/said/say';
import type { Notification } from '../../store/notification';
import type { HookMiddleware, TakenNotification } from './context';

/** Turns the message into its line of the sync log; what is written is written by `enqueue`, with the job. */
export const recordNotification: HookMiddleware = (ctx, next) => {
  if (ctx.message?.kind === 'notification') ctx.taken = takenOf(ctx.message.notification);
  return next();
};

export function takenOf(notification: Notification): TakenNotification {
  const { orderId, source, domain, state, lastState, currentChange } = notification;
  const lookAt = isId(orderId);
  return {
    notification,
    lookAt,
    entry: {
      kind: 'notification',
      outcome: lookAt ? 'ok' : 'nothing',
      // By far the most lines: what they say follows from `outcome` and `detail`, and is not stored twice.
      message: lookAt ? told(notification) : CATALOGUE['notification.ignored'](),
      orderId,
      detail: { source, domain, state, lastState, currentChange },
    },
  };
}

function told({ source, state }: Notification): string {
  return state === null
    ? CATALOGUE['notification.named']({ source })
    : CATALOGUE['notification.says']({ source, orderStatus: state });
}
