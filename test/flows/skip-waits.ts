import { onServer } from '../postgres/template-database';

/** As if hours passed: whatever waits for its time may run now. */
export function skipWaits(databaseUrl: string): Promise<void> {
  return onServer(databaseUrl, async (client) => {
    await client.query(`update holdfast.deliveries set next_attempt_at = now() where state = 'pending'`);
    await client.query(
      `update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null`,
    );
  });
}
