import type { OrderId } from '../core/id';
import type { ChainServices } from '../middlewares/chain-services';

/**
 * Looks at the stream and not at what this run recorded: after a crash between recording and asking, the
 * second run records nothing new and still has to ask.
 */
export async function mirrorOrder(services: ChainServices, orderId: OrderId): Promise<void> {
  if (!services.settings.mirrorOn) return;
  await askForDelivery(services, `order/${orderId}`);
}

/** Asks for the delivery of a stream when something of it is pending: sending is `deliver/deliver-stream`'s. */
export async function askForDelivery(services: ChainServices, stream: string): Promise<void> {
  const waiting = await services.store.nextDelivery(stream);
  if (waiting?.state !== 'pending') return;
  await services.dispatcher.deliver(stream, Math.max(services.now(), waiting.nextAttemptAtMs));
}
