import type { LogEntryView } from '../../api/schemas/log';
import type { OrderDetail } from '../../api/schemas/order';
import type { OrderId } from '../../core/id';
import type { DocumentReads } from '../store/document-reads';
import type { OrderDocument } from '../store/shapes';
import { deliveryViewOf } from './delivery-view';
import { listLog, logViewOf, type SearchedScope } from './list-log';
import { newestFirst } from './newest-page';
import { orderPartOf } from './order-view';
import { SearchUnavailable } from './search-unavailable';

const LOG_LINES = 200;

/**
 * Everything about one order; null when it was never read. Its own document has the last lines of its log, whether
 * or not they can be searched yet; older ones, and those of other places, come from the search. Without it the
 * page is whole but for those.
 */
export async function orderDetail(
  options: SearchedScope & { reads: Pick<DocumentReads, 'order'> },
  orderId: OrderId,
): Promise<OrderDetail | null> {
  const document = await options.reads.order(orderId);
  const part = document && orderPartOf(document);
  if (!document || !part) return null;
  const searched = await searchedLines(options, orderId);
  return {
    ...part,
    deliveries: document.stream.deliveries.map(deliveryViewOf),
    log: mergedLog(document, searched),
  };
}

async function searchedLines(scoped: SearchedScope, orderId: OrderId): Promise<LogEntryView[]> {
  try {
    return (await listLog(scoped, { orderId, limit: LOG_LINES }, null)).rows;
  } catch (error) {
    if (error instanceof SearchUnavailable) return [];
    throw error;
  }
}

/** Each line once, newest first. */
function mergedLog(document: OrderDocument, searched: readonly LogEntryView[]): LogEntryView[] {
  const lines = new Map([...searched, ...document.log.map(logViewOf)].map((line) => [line.id, line]));
  return [...lines.values()]
    .map((line) => ({ line, id: line.id, atMs: Date.parse(line.at) }))
    .sort(newestFirst)
    .slice(0, LOG_LINES)
    .map(({ line }) => line);
}
