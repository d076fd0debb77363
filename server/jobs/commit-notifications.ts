import type { OrderId } from '@holdfast/node/core/id';
import type { TakenNotification } from '@holdfast/node/middlewares/hook/context';
import type { QueryConfig } from 'pg';
import { taskName } from './task-names';

/** A pool or a client. */
export interface Queryable {
  query(config: QueryConfig): Promise<unknown>;
}

/**
 * The log rows and the one job that looks at their orders, in one statement and so in one transaction and one
 * round trip. The rows travel as one JSON text: the driver's text arrays cost more than the parsing here.
 */
const COMMIT = {
  name: 'holdfast-commit-notifications',
  text: `
    with recorded as (
      insert into holdfast.sync_log (account, kind, outcome, message, order_id, detail)
      select $1, 'notification', n.outcome, n.message, n."orderId", n.detail
      from json_to_recordset($2::json) as n(outcome text, message text, "orderId" text, detail jsonb)
    )
    select 1 from (select 1 where $4::json is not null) as wanted,
      lateral graphile_worker.add_job($3, $4::json) as job`,
};

/** Orders of one job: the job's list stays small enough to be fanned out in one statement. */
export function commitNotifications(database: Queryable, account: string) {
  const task = taskName('look-at-orders', account);
  return async (batch: readonly TakenNotification[]): Promise<void> => {
    if (batch.length === 0) return;
    await database.query({
      ...COMMIT,
      values: [account, JSON.stringify(batch.map(rowOf)), task, jobPayload(account, batch)],
    });
  };
}

function rowOf({ entry }: TakenNotification) {
  return { outcome: entry.outcome, message: entry.message, orderId: entry.orderId, detail: entry.detail };
}

function jobPayload(account: string, batch: readonly TakenNotification[]): string | null {
  const orderIds = new Set<OrderId>();
  // What VTEX itself names when it is asked is no invention.
  const sureIds = new Set<OrderId>();
  for (const { lookAt, notification } of batch) {
    if (!lookAt) continue;
    orderIds.add(notification.orderId);
    if (notification.source !== 'hook') sureIds.add(notification.orderId);
  }
  if (orderIds.size === 0) return null;
  const sure = sureIds.size === 0 ? {} : { sureIds: [...sureIds] };
  return JSON.stringify({ account, orderIds: [...orderIds], ...sure });
}
