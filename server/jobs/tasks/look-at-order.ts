import { z } from 'zod';
import type { JobEnd } from '../job-edge';
import { addJobNoLaterThan, orderJobKey } from '../job-queries';
import type { JobServices } from '../job-services';
import { PARKED_RETRY_MS } from './parked';

export const lookAtOrderPayload = z.object({
  account: z.string(),
  orderId: z.string(),
});

const BUSY_MS = 1_000;

/** Runs the chain for one order, one run at a time: of two at once the older reading could be recorded last. */
export async function lookAtOrder(
  services: JobServices,
  { orderId }: z.output<typeof lookAtOrderPayload>,
): Promise<JobEnd> {
  const lease = await services.locks.tryLock(`order/${orderId}`);
  if (lease === null) {
    await comeBack(services, orderId, BUSY_MS);
    return 'busy';
  }
  try {
    const outcome = await services.chain.lookAtOrder(services, { orderId });
    if (outcome.kind === 'done') return 'done';
    await comeBack(services, orderId, outcome.kind === 'again' ? outcome.afterMs : PARKED_RETRY_MS);
    return outcome.kind;
  } finally {
    await lease.release();
  }
}

function comeBack({ pool, account, now }: JobServices, orderId: string, afterMs: number): Promise<void> {
  return addJobNoLaterThan(pool, {
    task: 'look-at-order',
    account,
    key: orderJobKey(account, orderId),
    payload: { account, orderId },
    notBeforeMs: now() + afterMs,
  });
}
