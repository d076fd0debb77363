import type { Sentence } from '../core/said/said';
import { say } from '../core/said/say';
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
  makeParkedDue(
    nowMs: number,
    limit: number,
    sentence: Sentence,
  ): Promise<{ count: number; streams: string[] }>;
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
  const retried = await sendAgain(services, delivery, retryEntry(delivery, who));
  return retried ? { kind: 'retried', stream: delivery.stream } : { kind: 'accepted-before' };
}

/** Makes it due, with `entry` in the log, and asks for its stream after `afterMs`. False when it was accepted before. */
export async function sendAgain(
  { store, dispatcher, now }: Omit<RetryServices, 'store'> & { store: Pick<RetryStore, 'makeDue'> },
  { id, stream }: Delivery,
  entry: LogEntry,
  afterMs = 0,
): Promise<boolean> {
  const nowMs = now();
  if (!(await store.makeDue(id, nowMs, [entry]))) return false;
  await dispatcher.deliver(stream, nowMs + afterMs);
  return true;
}

function retryEntry(delivery: Delivery, who: string): LogEntry {
  return {
    kind: 'admin',
    outcome: 'ok',
    ...say('delivery.asked-again', { who }),
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
    const sentence = say('delivery.asked-again', { who });
    const { count, streams } = await services.store.makeParkedDue(nowMs, slice, sentence);
    for (const stream of new Set(streams)) await services.dispatcher.deliver(stream, nowMs);
    retried += count;
    if (count < slice) return retried;
  }
}
