import { asSkuId, asWarehouseId } from '@holdfast/node/core/id';
import { PLAN_TRIGGERS, weightier } from '@holdfast/node/core/plan/trigger';
import { z } from 'zod';
import type { JobEnd } from '../job-edge';
import type { JobServices } from '../job-services';
import { PARKED_RETRY_MS } from './parked';

const trigger = z.enum(PLAN_TRIGGERS);

/** Every request that was folded into this job. */
export const planPositionPayload = z
  .array(
    z.object({
      account: z.string(),
      skuId: z.string().transform(asSkuId),
      warehouseId: z.string().transform(asWarehouseId),
      trigger,
    }),
  )
  .min(1);

/** The chain holds the position itself, and asks to come back when somebody else does. */
export async function planPosition(
  services: JobServices,
  requests: z.output<typeof planPositionPayload>,
): Promise<JobEnd> {
  const [first, ...rest] = requests;
  if (!first) return 'done';
  const weightiest = rest.reduce(weightier, first);
  const position = { skuId: first.skuId, warehouseId: first.warehouseId };
  const outcome = await services.chain.planPosition(services, { position, trigger: weightiest.trigger });
  if (outcome.kind === 'done') return 'done';
  const afterMs = outcome.kind === 'again' ? outcome.afterMs : PARKED_RETRY_MS;
  await services.dispatcher.planPosition(position, services.now() + afterMs, weightiest.trigger);
  return outcome.kind;
}
