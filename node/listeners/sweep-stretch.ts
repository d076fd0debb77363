import type { TimeWindow, VtexApi, VtexFailure } from '../clients/vtex/vtex-api';
import type { OrderId } from '../core/id';
import { say, together } from '../core/said/say';
import { tellFailure } from '../middlewares/outcome';
import { sweepNotification } from '../store/notification';
import type { Dispatcher, LogStore, OrderStore } from '../store/store';
import { listenerEntry } from './services';
import type { SweptField } from './sweep-cursors';
import { newsOf } from './sweep-news';

export interface StretchServices {
  vtex: Pick<VtexApi, 'listOrders'>;
  store: Pick<OrderStore, 'knownOrder'> & LogStore;
  dispatcher: Pick<Dispatcher, 'lookAtOrders'>;
  now(): number;
}

export interface Stretch {
  field: SweptField;
  /** Only orders in this status, as "List orders" knows it; null or absent: whatever theirs. */
  status?: string | null;
  window: TimeWindow;
  /** Looked up in this run already: one order may be created, authorised and invoiced within it. Added to. */
  seen: Set<OrderId>;
  /** What one page held, after its news were dispatched; waited for. */
  onPage(page: { listed: number; dispatched: number }): Promise<void>;
}

/** Dispatches what is news in one stretch of time; null when all of it is. */
export async function sweepStretch(
  { vtex, store, dispatcher, now }: StretchServices,
  { field, status, window, seen, onPage }: Stretch,
): Promise<VtexFailure | null> {
  for await (const page of vtex.listOrders(field, window, status ?? undefined)) {
    if (!page.ok) {
      if (!isCutOff(page.failure)) return page.failure;
      const sentence = together(say('sweep.cannot-list'), tellFailure(page.failure));
      await store.appendLog([listenerEntry('attention', sentence)]);
      continue;
    }
    const unseen = page.value.filter(({ orderId }) => !seen.has(orderId) && seen.add(orderId));
    const news = await newsOf(store, unseen, now());
    if (news.length > 0) await dispatcher.lookAtOrders(news.map(sweepNotification));
    await onPage({ listed: page.value.length, dispatched: news.length });
  }
  return null;
}

/** More orders in one second than VTEX lists: waiting does not help, and the sweep must not stop there for ever. */
function isCutOff(failure: VtexFailure): boolean {
  return failure.kind === 'unreadable-answer' && failure.retry === 'never';
}
