import { isOnRecord } from '../../listeners/is-on-record';
import { takenOf } from '../../middlewares/hook/record-notification';
import type { Notification } from '../../store/notification';
import type { Dispatcher, LogStore, OrderStore } from '../../store/store';
import { soonWritten } from './line-of-log';
import type { Work } from './work';
import type { WorkBell } from './work-bell';
import type { WorkList } from './work-list';

export interface WorkDispatcherServices {
  list: Pick<WorkList, 'ask'>;
  bell: Pick<WorkBell, 'asked'>;
  store: LogStore & Pick<OrderStore, 'knownOrder'>;
  /** False when no ERP is connected: nothing is asked for that nobody could send. */
  mirrorOn: boolean;
  /** Epoch ms. */
  now(): number;
  pause(ms: number): Promise<void>;
}

/**
 * Events of one order come in pairs (`payment-approved` with `authorize-fulfillment`), and what VTEX answers may
 * lag behind its event by a moment. A look this much later sees both, in one call.
 */
export const PAIR_WAIT_MS = 1_000;
const ASKED_AT_ONCE = 4;

/** Hands work on as documents: whatever resolves here survives a kill. */
export function createWorkDispatcher(services: WorkDispatcherServices): Dispatcher {
  const { list, bell, store, now } = services;

  async function ask(piece: Work, notBeforeMs: number): Promise<void> {
    const { path } = await list.ask(piece, notBeforeMs);
    bell.asked(path, notBeforeMs);
  }

  return {
    async lookAtOrders(notifications) {
      for (let from = 0; from < notifications.length; from += ASKED_AT_ONCE) {
        const slice = notifications.slice(from, from + ASKED_AT_ONCE);
        await Promise.all(
          slice.map(async (notification) => {
            if (!takenOf(notification).lookAt || (await isOnRecord(store, notification))) return;
            await ask({ kind: 'look-at-order', orderId: notification.orderId }, now() + waitOf(notification));
          }),
        );
      }
      // The work is safe; a line that is not written is no reason to bring it all again.
      await soonWritten(store.appendLog(notifications.map((one) => takenOf(one).entry)), services.pause);
    },
    planPosition: ({ skuId, warehouseId }, notBeforeMs, trigger) =>
      ask({ kind: 'plan-position', skuId, warehouseId, trigger }, notBeforeMs),
    async deliver(stream, notBeforeMs) {
      if (services.mirrorOn) await ask({ kind: 'deliver', stream }, notBeforeMs);
    },
  };
}

function waitOf({ source }: Notification): number {
  return source === 'sweep' || source === 'admin' ? 0 : PAIR_WAIT_MS;
}
