import { type Instant, parseInstant } from '@holdfast/node/core/instant';
import type { Dispatcher, Store } from '@holdfast/node/store/store';
import Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { hasBearer } from './bearer';
import { readText } from './read-text';

export interface StockCountOptions {
  store: Store;
  dispatcher: Dispatcher;
  /** Null: counts are refused. */
  inboundToken: string | null;
  now(): number;
  newId(): string;
}

/** Clocks differ: a count this far ahead of ours is still now. */
const CLOCK_TOLERANCE_MS = 5_000;
const LONGEST_BODY = 16 * 1024;
const id = z.string().regex(/^[^\p{Cc}\s/]{1,100}$/u);
const params = z.object({ skuId: id, warehouseId: id });
const body = z.object({
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
 * `PUT /_v/holdfast/erp/stock/{skuId}/{warehouseId}`: what the ERP counted. Recorded before the 202, then
 * planned like every other change of stock. The same `reference` again gets the same answer and plans nothing.
 */
export function stockCountRoutes(options: StockCountOptions): Router {
  const router = new Router();
  router.put('/_v/holdfast/erp/stock/:skuId/:warehouseId', async (ctx) => {
    if (!hasBearer(ctx.get('authorization') || undefined, options.inboundToken)) {
      ctx.set('WWW-Authenticate', 'Bearer');
      return answer(ctx, 401, { error: refusal(options.inboundToken) });
    }
    await takeCount(ctx, options);
  });
  return router;
}

function refusal(token: string | null): string {
  return token === null
    ? 'Counts are refused: ERP_INBOUND_TOKEN is not set.'
    : 'The bearer token is missing or not ERP_INBOUND_TOKEN.';
}

async function takeCount(ctx: Context & { params: unknown }, options: StockCountOptions): Promise<void> {
  const position = params.safeParse(ctx.params);
  if (!position.success) return answer(ctx, 400, { error: 'skuId or warehouseId in the path is not an id.' });
  const text = await readText(ctx.req, LONGEST_BODY);
  if (text.kind === 'too-long') {
    ctx.set('Connection', 'close');
    return answer(ctx, 413, { error: 'The body is longer than 16 KiB.' });
  }
  const count = body.safeParse(text.kind === 'text' ? jsonOf(text.text) : undefined);
  if (!count.success) return answer(ctx, 400, { error: reasonOf(count.error) });
  if (Date.parse(count.data.countedAt) > options.now() + CLOCK_TOLERANCE_MS) {
    return answer(ctx, 400, { error: 'countedAt lies in the future.' });
  }
  const recorded = await options.store.recordCount({
    position: position.data,
    ...count.data,
    planId: options.newId(),
  });
  // A count that is not new may still wait for its plan: the process may have died just here.
  if (recorded.isNew || (await options.store.plan(recorded.planId)) === null) {
    await options.dispatcher.planPosition(position.data, options.now(), 'count');
  }
  answer(ctx, 202, { planId: recorded.planId });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: z.ZodError): string {
  const reasons = error.issues.map((issue) =>
    issue.path.length === 0 ? 'The body must be a JSON object' : issue.message,
  );
  return `${[...new Set(reasons)].join('; ')}.`;
}

function answer(ctx: Context, status: number, content: Record<string, unknown>): void {
  ctx.status = status;
  ctx.body = content;
}
