import { onServer } from '../postgres/template-database';

/**
 * As if hours passed: whatever waits for its time may run now. What somebody is just at is passed over, since its
 * next wait can be skipped as well, and waiting for it could end in a deadlock.
 */
export function skipWaits(databaseUrl: string): Promise<void> {
  return onServer(databaseUrl, async (client) => {
    await client.query(
      `update holdfast.deliveries set next_attempt_at = now() where (account, id) in (
         select account, id from holdfast.deliveries where state = 'pending' for update skip locked)`,
    );
    await client.query(
      `update graphile_worker._private_jobs set run_at = now() where id in (
         select id from graphile_worker._private_jobs where run_at > now() and locked_at is null for update skip locked)`,
    );
  });
}
