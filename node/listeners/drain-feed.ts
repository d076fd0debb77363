import type { FeedItem, VtexApi, VtexFailure } from '../clients/vtex/vtex-api';
import { say } from '../core/said/say';
import { takenOf } from '../middlewares/hook/record-notification';
import type { Notification } from '../store/notification';
import type { Dispatcher, LogStore } from '../store/store';
import { failureEntry, listenerEntry } from './services';

export interface DrainServices {
  vtex: Pick<VtexApi, 'readFeed' | 'commitFeed'>;
  store: LogStore;
  dispatcher: Pick<Dispatcher, 'lookAtOrders'>;
}

export interface DrainSummary {
  read: number;
  /** Events handed over; several may name one order. */
  dispatched: number;
  /** Committed without being handed over: what they name cannot be an order. */
  ignored: number;
  committed: number;
  stoppedBy: 'empty' | 'bound' | 'failure';
  failure: VtexFailure | null;
}

export interface DrainOptions {
  /** Batches of at most ten in one run; what is left waits for the next. */
  maxBatches?: number;
  onProgress?(summary: DrainSummary): void;
}

/**
 * Empties the feed. For each batch: 1. read; 2. hand over, durable when that resolves; 3. commit. A crash or
 * a failure between any two brings the same events again, which is harmless; the other way round they would
 * be lost. Every event is committed, also those of no interest: uncommitted ones block the reader. When
 * `lookAtOrders` throws (the database is lost) so does this, with nothing of that batch committed.
 */
export async function drainFeed(
  services: DrainServices,
  { maxBatches = 60, onProgress }: DrainOptions = {},
): Promise<DrainSummary> {
  const summary: DrainSummary = {
    read: 0,
    dispatched: 0,
    ignored: 0,
    committed: 0,
    stoppedBy: 'bound',
    failure: null,
  };
  for (let batch = 0; batch < maxBatches && summary.stoppedBy === 'bound'; batch += 1) {
    await drainBatch(services, summary);
    onProgress?.(summary);
  }
  await logDrain(services.store, summary);
  return summary;
}

async function drainBatch({ vtex, dispatcher }: DrainServices, summary: DrainSummary): Promise<void> {
  const items = await vtex.readFeed();
  if (!items.ok) return stop(summary, items.failure);
  if (items.value.length === 0) {
    summary.stoppedBy = 'empty';
    return;
  }
  const notifications = items.value
    .map(notificationOf)
    .filter((notification) => takenOf(notification).lookAt);
  if (notifications.length > 0) await dispatcher.lookAtOrders(notifications);
  summary.read += items.value.length;
  summary.dispatched += notifications.length;
  summary.ignored += items.value.length - notifications.length;
  const committed = await vtex.commitFeed(items.value.map((item) => item.handle));
  if (!committed.ok) return stop(summary, committed.failure);
  summary.committed += items.value.length;
}

function stop(summary: DrainSummary, failure: VtexFailure): void {
  summary.stoppedBy = 'failure';
  summary.failure = failure;
}

function notificationOf({ orderId, domain, state, lastState, currentChange }: FeedItem): Notification {
  return { orderId, source: 'feed', domain, state, lastState, currentChange };
}

/** An empty feed is the normal case, once a minute: no line. */
async function logDrain(store: LogStore, summary: DrainSummary): Promise<void> {
  const { read, dispatched, ignored, committed, failure } = summary;
  const entries = [];
  if (read > 0) {
    const sentence = say('feed.brought', { read, dispatched, ignored });
    entries.push(listenerEntry('ok', sentence, { read, dispatched, ignored, committed }));
  }
  if (failure) entries.push(failureEntry(say('feed.not-drained'), failure));
  if (entries.length > 0) await store.appendLog(entries);
}
