import type { DeliveryStore } from '@holdfast/node/store/store';
import type { Database } from './database';
import { inTransaction } from './in-transaction';
import { writeLog } from './write-log';

type Attempt = Parameters<DeliveryStore['recordAttempt']>[1];

/** What became of an attempt. An accepted delivery stays accepted, whoever reports later. */
export async function recordAttempt(
  { pool, account, now }: Database,
  deliveryId: string,
  attempt: Attempt,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const atMs = now();
    await client.query(
      `update holdfast.deliveries set state = $3, attempts = $4, next_attempt_at = $5, last_error = $6,
         accepted_at = case when $3 = 'accepted' then $7::timestamptz end
       where account = $1 and id = $2 and state <> 'accepted'`,
      [
        account,
        deliveryId,
        attempt.state,
        attempt.attempts,
        new Date(attempt.nextAttemptAtMs),
        attempt.lastError?.replaceAll('\0', '\uFFFD') ?? null,
        new Date(atMs),
      ],
    );
    await writeLog(client, account, atMs, attempt.log);
  });
}
