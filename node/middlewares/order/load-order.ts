import type { VtexFailure } from '../../clients/vtex/vtex-api';
import { say } from '../../core/said/say';
import { DONE, failureEntry, outcomeOfFailure } from '../../services/outcome';
import type { ChainContext, ChainMiddleware } from './context';

/** Reads the order as VTEX has it now. An event is only a hint, so whatever it claimed is not looked at. */
export const loadOrder: ChainMiddleware = async (ctx, next) => {
  if (ctx.orderId === null) return next();
  ctx.readAtMs = ctx.now();
  const answer = await ctx.vtex.getOrder(ctx.orderId);
  if (!answer.ok) {
    const isMissing = answer.failure.kind === 'not-found';
    const isNew = isMissing && (await ctx.store.knownOrder(ctx.orderId)) === null;
    return isNew ? lookAgainLater(ctx, ctx.orderId) : leave(ctx, ctx.orderId, answer.failure);
  }
  ctx.order = answer.value;
  return next();
};

/** After the first look that did not find an order. */
const LOOKS_AGAIN_AFTER_MS = [2_000, 10_000, 60_000];
/** Clocks differ: a look that comes so much before its time was meant for it. */
const TOLERANCE_MS = 500;

/**
 * VTEX may name an order some seconds before it finds it, so not yet there is not absent. The times count from the
 * first look and lie with the work: other events in between, or a restart, neither shorten nor prolong them. After
 * the last the id is a stranger's; whatever names it again begins anew.
 */
async function lookAgainLater(ctx: ChainContext, orderId: string): Promise<void> {
  const missingSinceMs = ctx.missingSinceMs ?? ctx.readAtMs;
  const waits = LOOKS_AGAIN_AFTER_MS.map((afterMs) => missingSinceMs + afterMs - ctx.now());
  const afterMs = waits.find((waitMs) => waitMs > TOLERANCE_MS);
  if (afterMs === undefined) return sayUnknown(ctx, orderId, 'not-found');
  const sentence = say('order.not-yet', { orderId });
  ctx.outcome = { kind: 'again', afterMs, reason: sentence.message, missingSinceMs };
  if (ctx.missingSinceMs !== null) return;
  await ctx.store.appendLog([{ kind: 'order', outcome: 'retry', ...sentence, orderId }]);
}

/** An order that does not exist (an id that is none, another account's order) is logged and left. */
async function leave(ctx: ChainContext, orderId: string, failure: VtexFailure): Promise<void> {
  const { kind } = failure;
  if (kind === 'not-found' || kind === 'rejected') return sayUnknown(ctx, orderId, kind);
  ctx.outcome = outcomeOfFailure(failure);
  return ctx.store.appendLog([failureEntry(failure, { orderId })]);
}

function sayUnknown(ctx: ChainContext, orderId: string, why: 'not-found' | 'rejected'): Promise<void> {
  ctx.outcome = DONE;
  const sentence = say('order.unknown', { orderId, why });
  return ctx.store.appendLog([{ kind: 'order', outcome: 'nothing', ...sentence, orderId }]);
}
