import type { DeliveryOutcome, ErpConnector } from '../clients/erp/connector';
import { whyDataMayNotLeave } from '../clients/erp/event-data';
import { say } from '../core/said/say';
import type { Delivery } from '../store/delivery';
import type { DeliveryStore, SettingStore } from '../store/store';
import { attemptEntry, subjectOf } from './attempt-log';
import { judgeAttempt } from './judge-attempt';
import { type MissingServices, standForMissing } from './stand-for-missing';
import { type BeforeStore, toldBefore } from './told-before';

export interface DeliverServices extends MissingServices {
  store: BeforeStore & Pick<DeliveryStore, 'recordAttempt'> & SettingStore;
  connector: ErpConnector;
  /** Epoch ms. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  /** Deliveries of one run; the rest waits for the next, so that a long stream cannot starve the others. */
  maxDeliveries?: number;
}

export type StreamRun =
  /** Nothing is left to send. */
  | { kind: 'drained' }
  /** Come back at `untilMs` (epoch ms); at once when the run only stopped to let others go on. */
  | { kind: 'wait'; untilMs: number }
  /**
   * The stream stands still until its parked delivery, or that of a stream that goes before it, is retried: by a person,
   * or because what it missed appeared.
   */
  | { kind: 'parked'; deliveryId: string };

/**
 * Sends what a stream has, strictly in order, until it is empty, has to wait or is parked. The caller holds
 * the stream: one run at a time.
 *
 * 1. The delivery is sent. 2. What became of it is recorded with its log line. A crash between the two sends
 * the same delivery, with the same id, once more: at least once is what the contract promises.
 */
export async function deliverStream(services: DeliverServices, stream: string): Promise<StreamRun> {
  const limit = services.maxDeliveries ?? 50;
  for (let sent = 0; sent < limit; sent += 1) {
    const delivery = await services.store.nextDelivery(stream);
    if (delivery === null) return { kind: 'drained' };
    if (delivery.state === 'parked') return { kind: 'parked', deliveryId: delivery.id };
    if (delivery.nextAttemptAtMs > services.now()) return { kind: 'wait', untilMs: delivery.nextAttemptAtMs };
    const before = await toldBefore(services.store, delivery);
    if (before?.state === 'parked') return { kind: 'parked', deliveryId: before.id };
    if (before !== null) return { kind: 'wait', untilMs: afterOther(services.now(), before) };
    const stopped = await deliverOne(services, delivery);
    if (stopped !== null) return stopped;
  }
  return { kind: 'wait', untilMs: services.now() };
}

/** Another stream goes first: long enough for it to be sent, and to be heard of. */
const OTHER_FIRST_MS = 5_000;

function afterOther(nowMs: number, { nextAttemptAtMs }: Delivery): number {
  return Math.max(nowMs, nextAttemptAtMs) + OTHER_FIRST_MS;
}

/** Null when the stream goes on. */
async function deliverOne(services: DeliverServices, delivery: Delivery): Promise<StreamRun | null> {
  const bug = whyDataMayNotLeave(delivery.type, delivery.data);
  if (bug !== null) return parkBug(services, delivery, bug);
  const startedAtMs = services.now();
  const outcome = await standForMissing(services, delivery, await attempt(services.connector, delivery));
  const judged = judgeAttempt(delivery, outcome, {
    startedAtMs,
    nowMs: services.now(),
    random: services.random(),
  });
  await services.store.recordAttempt(delivery.id, judged);
  if (judged.state === 'accepted') return null;
  if (judged.state === 'parked') return { kind: 'parked', deliveryId: delivery.id };
  return { kind: 'wait', untilMs: judged.nextAttemptAtMs };
}

/** A connector that throws has a bug; the message stays ours and is tried again. */
async function attempt(connector: ErpConnector, delivery: Delivery): Promise<DeliveryOutcome> {
  try {
    return await connector.deliver(delivery);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    return {
      kind: 'retry',
      status: null,
      retryAfterMs: null,
      message: `The ${connector.name} connector failed (${name}).`,
    };
  }
}

async function parkBug(services: DeliverServices, delivery: Delivery, bug: string): Promise<StreamRun> {
  const lastError = `Not sent: ${bug}. This is a bug in Holdfast; please report it.`;
  await services.store.recordAttempt(delivery.id, {
    state: 'parked',
    attempts: delivery.attempts,
    nextAttemptAtMs: services.now(),
    lastError,
    log: [
      attemptEntry(delivery, 'parked', say('delivery.unsent', { ...subjectOf(delivery), bug }), {
        durationMs: null,
        detail: { status: null, attempts: delivery.attempts },
      }),
    ],
  });
  return { kind: 'parked', deliveryId: delivery.id };
}
