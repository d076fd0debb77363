import { asOrderId } from '@holdfast/node/core/id';
import { z } from 'zod';
import type { JobEnd } from '../job-edge';
import { addJobNoLaterThan, orderJobKey } from '../job-queries';
import type { JobServices } from '../job-services';
import { PARKED_RETRY_MS } from './parked';

export const lookAtOrderPayload = z.object({
  account: z.string(),
  orderId: z.string().transform(asOrderId),
  missingSinceMs: z.number().optional(),
  /** VTEX named it when it was asked. */
  isSure: z.boolean().optional(),
});

const BUSY_MS = 1_000;

/** Runs the chain for one order, one run at a time: of two at once the older reading could be recorded last. */
export async function lookAtOrder(
  services: JobServices,
  payload: z.output<typeof lookAtOrderPayload>,
): Promise<JobEnd> {
  const { orderId, missingSinceMs } = payload;
  const lease = await services.locks.tryLock(`order/${orderId}`);
  if (lease === null) {
    await comeBack(services, payload, BUSY_MS);
    return 'busy';
  }
  try {
    const outcome = await services.chain.lookAtOrder(services, { orderId, missingSinceMs });
    if (outcome.kind === 'done') return 'done';
    const since = outcome.kind === 'again' ? (outcome.missingSinceMs ?? missingSinceMs) : missingSinceMs;
    const afterMs = outcome.kind === 'again' ? outcome.afterMs : PARKED_RETRY_MS;
    await comeBack(services, { ...payload, missingSinceMs: since }, afterMs);
    return outcome.kind;
  } finally {
    await lease.end();
  }
}

async function comeBack(
  { pool, account, store, now }: JobServices,
  { orderId, missingSinceMs, isSure }: z.output<typeof lookAtOrderPayload>,
  afterMs: number,
): Promise<void> {
  const isNew = isSure !== true && (await store.knownOrder(orderId)) === null;
  await addJobNoLaterThan(pool, {
    task: isNew ? 'look-at-new-order' : 'look-at-order',
    account,
    key: orderJobKey(account, orderId),
    payload: { account, orderId, missingSinceMs, isSure },
    notBeforeMs: now() + afterMs,
  });
}
