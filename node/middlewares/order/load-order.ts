import type { VtexFailure } from '../../clients/vtex/vtex-api';
import { say } from '../../core/said/say';
import { expiredLocks, readLocks } from '../../orders/expired-locks';
import { DONE, failureEntry, outcomeOfFailure, worse } from '../../services/outcome';
import type { KnownOrder } from '../../store/store';
import type { ChainContext, ChainMiddleware } from './context';

/** Reads the order as VTEX has it now. An event is only a hint, so whatever it claimed is not looked at. */
export const loadOrder: ChainMiddleware = async (ctx, next) => {
  if (ctx.orderId === null) return next();
  const known = await ctx.store.knownOrder(ctx.orderId);
  ctx.readAtMs = ctx.now();
  const answer = await ctx.vtex.getOrder(ctx.orderId);
  if (!answer.ok) return leave(ctx, ctx.orderId, answer.failure);
  ctx.order = answer.value;
  if (known !== null) await readExpired(ctx, known);
  return next();
};

/** What cannot be read does not hold up the order: it is recorded as far as it is known, and looked at again. */
async function readExpired(ctx: ChainContext, known: KnownOrder): Promise<void> {
  const { read, failures } = await readLocks(ctx, expiredLocks(ctx, known));
  ctx.reservationsById = read;
  for (const failure of failures) ctx.outcome = worse(ctx.outcome, outcomeOfFailure(failure));
  if (failures.length > 0)
    await ctx.store.appendLog(failures.map((failure) => failureEntry(failure, { orderId: ctx.orderId })));
}

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
