import type { ChainMiddleware, ChainServices } from './context';

/** Asks for the delivery of what the order still has to tell the ERP. */
export const mirrorToErp: ChainMiddleware = async (ctx, next) => {
  if (ctx.order !== null) await mirrorOrder(ctx, ctx.order.orderId);
  return next();
};

/**
 * Looks at the stream and not at what this run recorded: after a crash between recording and asking, the
 * second run records nothing new and still has to ask.
 */
export async function mirrorOrder(services: ChainServices, orderId: string): Promise<void> {
  if (!services.settings.mirrorOn) return;
  await deliverStream(services, `order/${orderId}`);
}

export async function deliverStream(services: ChainServices, stream: string): Promise<void> {
  const waiting = await services.store.nextDelivery(stream);
  if (waiting?.state !== 'pending') return;
  await services.dispatcher.deliver(stream, Math.max(services.now(), waiting.nextAttemptAtMs));
}
