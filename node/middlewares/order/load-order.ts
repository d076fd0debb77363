import type { VtexFailure } from '../../clients/vtex/vtex-api';
import { say } from '../../core/said/say';
import { DONE, failureEntry, outcomeOfFailure } from '../../services/outcome';
import type { ChainContext, ChainMiddleware } from './context';

/** Reads the order as VTEX has it now. An event is only a hint, so whatever it claimed is not looked at. */
export const loadOrder: ChainMiddleware = async (ctx, next) => {
  if (ctx.orderId === null) return next();
  ctx.readAtMs = ctx.now();
  const answer = await ctx.vtex.getOrder(ctx.orderId);
  if (!answer.ok) return leave(ctx, ctx.orderId, answer.failure);
  ctx.order = answer.value;
  return next();
};

/** An order that does not exist (an id that is none, another account's order) is logged and left. */
async function leave(ctx: ChainContext, orderId: string, failure: VtexFailure): Promise<void> {
  if (failure.kind !== 'not-found' && failure.kind !== 'rejected') {
    ctx.outcome = outcomeOfFailure(failure);
    return ctx.store.appendLog([failureEntry(failure, { orderId })]);
  }
  ctx.outcome = DONE;
  const sentence = say('order.unknown', { orderId, why: failure.kind });
  return ctx.store.appendLog([{ kind: 'order', outcome: 'nothing', ...sentence, orderId }]);
}
