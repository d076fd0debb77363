import { positionKey } from '@holdfast/node/core/position';
import { isOnRecord } from '@holdfast/node/listeners/is-on-record';
import { takenOf } from '@holdfast/node/middlewares/hook/record-notification';
import type { Notification } from '@holdfast/node/store/notification';
import type { Dispatcher, OrderStore } from '@holdfast/node/store/store';
import type { Pool } from 'pg';
import { commitNotifications } from './commit-notifications';
import { addJobNoLaterThan, jobKey } from './job-queries';

const NOTIFICATIONS_PER_COMMIT = 500;

export interface PostgresDispatcherOptions {
  pool: Pool;
  store: Pick<OrderStore, 'knownOrder'>;
  account: string;
}

/** Hands work on as Graphile jobs in the same database: whatever resolves here survives a kill. */
export function createPostgresDispatcher({ pool, store, account }: PostgresDispatcherOptions): Dispatcher {
  const commit = commitNotifications(pool, account);
  return {
    async lookAtOrders(notifications) {
      const news: Notification[] = [];
      for (const one of notifications) if (!(await isOnRecord(store, one))) news.push(one);
      for (let from = 0; from < news.length; from += NOTIFICATIONS_PER_COMMIT) {
        await commit(news.slice(from, from + NOTIFICATIONS_PER_COMMIT).map(takenOf));
      }
    },
    planPosition: (position, notBeforeMs, trigger) =>
      addJobNoLaterThan(pool, {
        task: 'plan-position',
        account,
        key: jobKey(`position:${account}:${positionKey(position)}`),
        payload: [{ account, skuId: position.skuId, warehouseId: position.warehouseId, trigger }],
        notBeforeMs,
      }),
    deliver: (stream, notBeforeMs) =>
      addJobNoLaterThan(pool, {
        task: 'deliver',
        account,
        key: jobKey(`deliver:${account}:${stream}`),
        payload: { account, stream },
        notBeforeMs,
      }),
  };
}
