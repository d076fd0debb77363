import type { Delivery } from '../store/delivery';
import type { Dispatcher } from '../store/store';
import type { LogEntry } from '../store/sync-log';

/** What retrying needs beyond the `DeliveryStore` of the chain. */
export interface RetryStore {
  delivery(deliveryId: string): Promise<Delivery | null>;
  /**
   * Makes a delivery that is not accepted due at `nowMs`, a parked one with its attempts counted anew, and
   * appends `log` with it. False when it was accepted or is not there.
   */
  makeDue(deliveryId: string, nowMs: number, log: LogEntry[]): Promise<boolean>;
  /** Makes up to `limit` parked deliveries due, oldest first, appending one log line for each; their streams. */
  makeParkedDue(nowMs: number, limit: number, message: string): Promise<{ count: number; streams: string[] }>;
}

export interface RetryServices {
  store: RetryStore;
  dispatcher: Pick<Dispatcher, 'deliver'>;
  /** Epoch ms. */
  now(): number;
}

export type RetryOutcome =
  | { kind: 'retried'; stream: string }
  | { kind: 'not-found' }
  | { kind: 'accepted-before' };

/** Retrying what is parked, or what waits for its back-off: a person knows that the ERP is back. */
export async function retryDelivery(
  services: RetryServices,
  deliveryId: string,
  who: string,
): Promise<RetryOutcome> {
  const delivery = await services.store.delivery(deliveryId);
  if (delivery === null) return { kind: 'not-found' };
  const nowMs = services.now();
  const retried = await services.store.makeDue(deliveryId, nowMs, [retryEntry(delivery, who)]);
  if (!retried) return { kind: 'accepted-before' };
  await services.dispatcher.deliver(delivery.stream, nowMs);
  return { kind: 'retried', stream: delivery.stream };
}

function retryEntry(delivery: Delivery, who: string): LogEntry {
  return {
    kind: 'admin',
    outcome: 'ok',
    message: `${who} asked to send the delivery again.`,
    orderId: delivery.orderId,
    skuId: delivery.skuId,
    warehouseId: delivery.warehouseId,
    planId: delivery.planId,
    deliveryId: delivery.id,
  };
}

/** In slices, so that ten thousand parked deliveries are no single long transaction. Returns how many. */
export async function retryAllParked(services: RetryServices, who: string): Promise<number> {
  const slice = 500;
  let retried = 0;
  for (;;) {
    const nowMs = services.now();
    const { count, streams } = await services.store.makeParkedDue(
      nowMs,
      slice,
      `${who} asked to send the delivery again.`,
    );
    for (const stream of new Set(streams)) await services.dispatcher.deliver(stream, nowMs);
    retried += count;
    if (count < slice) return retried;
  }
}
