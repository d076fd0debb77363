import type { Notification } from '@holdfast/node/store/notification';
import type { Pool } from 'pg';
import { taskName } from './task-names';

/**
 * The feed repeats what the hook said. An event that the hook brought (same order, state and moment of change)
 * was committed with its job, so its order needs no second look; this keeps the feed from doubling the calls to
 * VTEX. An event without a moment of change is never left out, nor is one whose order waits among those that may be
 * made up: the feed names none of these.
 */
export async function withoutKnown(
  pool: Pool,
  account: string,
  notifications: readonly Notification[],
): Promise<Notification[]> {
  const fromFeed = notifications.filter(
    ({ source, currentChange }) => source === 'feed' && currentChange !== null,
  );
  if (fromFeed.length === 0) return [...notifications];
  const { rows } = await pool.query<{ told: string }>(
    `select order_id || ' ' || coalesce(detail->>'state', '') || ' ' || (detail->>'currentChange') as told
     from holdfast.sync_log
     where account = $1 and order_id = any($2) and kind = 'notification' and outcome = 'ok'
       and detail->>'source' = 'hook' and detail->>'currentChange' is not null
       and at > now() - interval '2 days'
       and not exists (
         select from graphile_worker.jobs as j
         where j.key = 'order:' || $1 || ':' || order_id and j.task_identifier = $3)`,
    [account, [...new Set(fromFeed.map(({ orderId }) => orderId))], taskName('look-at-new-order', account)],
  );
  const known = new Set(rows.map(({ told }) => told));
  return notifications.filter(
    ({ source, orderId, state, currentChange }) =>
      source !== 'feed' || currentChange === null || !known.has(`${orderId} ${state ?? ''} ${currentChange}`),
  );
}
