import type { Page } from '../../api/ports';
import type { OrderPage, OrderQuery } from '../../api/schemas/order';
import { asOrderId, type OrderId } from '../../core/id';
import { documentPath, segmentsOf } from '../documents/document-path';
import type { Documents } from '../documents/documents';
import type { DocumentReads, NamePage } from '../store/document-reads';
import { inParallel } from '../store/in-parallel';
import { FOLDERS } from '../store/paths';
import type { IoCursor } from './cursors';
import { orderSummaryOf } from './order-view';
import { scanPage } from './scan-page';

type OrderSummary = OrderPage['orders'][number];

export interface OrderListing {
  reads: Pick<DocumentReads, 'order' | 'activeOrders'>;
  documents: Pick<Documents, 'list'>;
}

/**
 * A page of orders in the order of VBase's listing: it knows no times. Orders that are not over have a listing of
 * their own, so that those are found without a look at all that ever were.
 */
export function listOrders(
  { reads, documents }: OrderListing,
  query: Omit<OrderQuery, 'cursor'>,
  after: IoCursor<'orders'> | null,
): Promise<Page<OrderSummary, IoCursor<'orders'>>> {
  const names = query.isOver === 'false' ? reads.activeOrders : allOrders(documents);
  return scanPage({
    after,
    limit: query.limit,
    names,
    async views(orderIds) {
      const found = await inParallel(orderIds, (orderId) => reads.order(orderId));
      return found
        .map((document) => document && orderSummaryOf(document))
        .filter((summary) => summary !== null && belongs(summary, query))
        .filter((summary) => summary !== null);
    },
  });
}

/** Names of every order that was ever recorded. */
export function allOrders(documents: Pick<Documents, 'list'>) {
  return async (after: string | null, limit: number): Promise<NamePage<OrderId>> => {
    const { paths, next } = await documents.list(FOLDERS.orders, after, limit);
    const names = paths.flatMap(({ path }) => {
      const [folder, orderId] = segmentsOf(path);
      return folder === 'orders' && orderId !== undefined && documentPath(folder, orderId) === path
        ? [asOrderId(orderId)]
        : [];
    });
    return { names, next };
  };
}

function belongs({ status, isOver }: OrderSummary, query: Omit<OrderQuery, 'cursor'>): boolean {
  if (query.isOver !== undefined && String(isOver) !== query.isOver) return false;
  return query.status === undefined || (status !== null && query.status.includes(status));
}
