import { deliverStream } from '@holdfast/node/deliver/deliver-stream';
import { z } from 'zod';
import type { JobEnd } from '../job-edge';
import type { JobServices } from '../job-services';

export const deliverPayload = z.object({ account: z.string(), stream: z.string() });

const BUSY_MS = 1_000;

/** Sends what one stream has. One run at a time: that is what keeps its order. */
export async function deliver(
  services: JobServices,
  { stream }: z.output<typeof deliverPayload>,
): Promise<JobEnd> {
  const { connector, store, dispatcher, locks, now, random } = services;
  if (connector === null) return 'parked';
  const lease = await services.locks.tryLock(`deliver/${stream}`);
  if (lease === null) {
    await dispatcher.deliver(stream, now() + BUSY_MS);
    return 'busy';
  }
  try {
    const run = await deliverStream({ store, connector, locks, now, random }, stream);
    if (run.kind === 'drained') return 'done';
    if (run.kind === 'parked') return 'parked';
    await dispatcher.deliver(stream, run.untilMs);
    return 'again';
  } finally {
    await lease.end();
  }
}
