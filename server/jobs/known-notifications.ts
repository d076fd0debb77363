import type { Notification } from '@holdfast/node/store/notification';
import type { Pool } from 'pg';

/**
 * The feed repeats what the hook said. An event that the hook brought (same order, state and moment of change)
 * was committed with its job, so its order needs no second look; this keeps the feed from doubling the calls to
 * VTEX. An event without a moment of change is never left out.
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
       and at > now() - interval '2 days'`,
    [account, [...new Set(fromFeed.map(({ orderId }) => orderId))]],
  );
  const known = new Set(rows.map(({ told }) => told));
  return notifications.filter(
    ({ source, orderId, state, currentChange }) =>
      source !== 'feed' || currentChange === null || !known.has(`${orderId} ${state ?? ''} ${currentChange}`),
  );
}
