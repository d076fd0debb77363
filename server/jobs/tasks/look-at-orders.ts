import { asOrderId } from '@holdfast/node/core/id';
import { z } from 'zod';
import type { JobEnd } from '../job-edge';
import { addOrderJobs } from '../job-queries';
import type { JobServices } from '../job-services';

export const lookAtOrdersPayload = z.object({
  account: z.string(),
  orderIds: z.array(z.string().transform(asOrderId)),
  /** Those of them that VTEX named when it was asked. */
  sureIds: z.array(z.string().transform(asOrderId)).optional(),
});

/** Gives every order of a batch its own job; orders that wait already are not added twice. */
export async function lookAtOrders(
  { pool }: JobServices,
  { account, orderIds, sureIds }: z.output<typeof lookAtOrdersPayload>,
): Promise<JobEnd> {
  await addOrderJobs(pool, account, orderIds, sureIds);
  return 'done';
}
