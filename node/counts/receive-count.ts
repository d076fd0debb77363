import { z } from 'zod';
import { type Instant, parseInstant } from '../core/instant';
import type { Dispatcher, Store } from '../store/store';

export interface CountServices {
  store: Pick<Store, 'recordCount' | 'plan'>;
  dispatcher: Pick<Dispatcher, 'planPosition'>;
  /** Epoch ms. */
  now(): number;
  newId(): string;
}

export type CountAnswer =
  | { status: 202; content: { planId: string } }
  | { status: 400; content: { error: string } };

/** Clocks differ: a count this far ahead of ours is still now. */
const CLOCK_TOLERANCE_MS = 5_000;
const id = z.string().regex(/^[^\p{Cc}\s/]{1,100}$/u);
const positionShape = z.object({ skuId: id, warehouseId: id });
const countShape = z.object({
  onHand: z
    .int('onHand must be a whole number, 0 or more')
    .min(0, 'onHand must be 0 or more')
    .max(2_147_483_647, 'onHand is too large'),
  countedAt: z.string('countedAt must be an ISO 8601 instant').transform(toInstant),
  reference: z
    .string('reference must be a text')
    .regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u, 'reference must be a text of 1 to 200 characters'),
});

function toInstant(text: string, ctx: z.RefinementCtx): Instant {
  const instant = /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? parseInstant(text) : null;
  if (instant !== null) return instant;
  ctx.addIssue('countedAt must be an ISO 8601 instant with its offset, like 2024-05-01T12:00:00Z');
  return z.NEVER;
}

/**
 * What the ERP counted at one position. Recorded before the 202, then planned like every other change of
 * stock. The same `reference` again gets the same answer and plans nothing. `params` are the ids of the path,
 * `body` is the parsed JSON, or undefined when it was none.
 */
export async function receiveCount(
  services: CountServices,
  params: unknown,
  body: unknown,
): Promise<CountAnswer> {
  const position = positionShape.safeParse(params);
  if (!position.success) return refuse('skuId or warehouseId in the path is not an id.');
  const count = countShape.safeParse(body);
  if (!count.success) return refuse(reasonOf(count.error));
  if (Date.parse(count.data.countedAt) > services.now() + CLOCK_TOLERANCE_MS) {
    return refuse('countedAt lies in the future.');
  }
  const planId = services.newId();
  const recorded = await services.store.recordCount({ position: position.data, ...count.data, planId });
  // A count that is not new may still wait for its plan: the process may have died just here.
  if (recorded.isNew || (await services.store.plan(recorded.planId)) === null) {
    await services.dispatcher.planPosition(position.data, services.now(), 'count');
  }
  return { status: 202, content: { planId: recorded.planId } };
}

function refuse(error: string): CountAnswer {
  return { status: 400, content: { error } };
}

function reasonOf(error: z.ZodError): string {
  const reasons = error.issues.map((issue) =>
    issue.path.length === 0 ? 'The body must be a JSON object' : issue.message,
  );
  return `${[...new Set(reasons)].join('; ')}.`;
}
