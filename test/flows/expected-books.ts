import type { BookedReservation } from '@holdfast/sandbox/erp/books';
import type { Sandbox } from '@holdfast/sandbox/start-sandbox';
import type { StoreModel } from '@holdfast/sandbox/store/store-model';

type Part = ReturnType<StoreModel['reservation']>[number];
export type Line = Pick<BookedReservation, 'orderId' | 'skuId' | 'warehouseId' | 'quantity' | 'status'>;

/** What the ERP has to know of these orders in the end, told from the store's own truth. */
export function expectedBooks(model: StoreModel, orderIds: readonly string[]): Line[] {
  return orderIds
    .flatMap((orderId) =>
      model
        .reservation(model.order(orderId).lockId)
        .map((part) => lineOf({ ...part, orderId }, statusOf(model.order(orderId).status, part))),
    )
    .sort(byOrder);
}

export function erpBooks({ erp }: Sandbox, orderIds?: readonly string[]): Line[] {
  return erp.books
    .reservations()
    .filter(({ orderId }) => orderIds === undefined || orderIds.includes(orderId))
    .map((one) => lineOf(one, one.status))
    .sort(byOrder);
}

/** The sum over all positions that nothing was deducted twice or never: what is for sale is what is there. */
export function stockTruth({ store }: Sandbox) {
  return store.model
    .oracle()
    .positions.map(({ skuId, warehouseId, total, reserved, physical, promised }) => ({
      skuId,
      warehouseId,
      forSale: total - reserved,
      really: physical - promised,
    }));
}

function statusOf(orderStatus: string | null, part: Part): string {
  if (part.shippedQuantity >= part.quantity) return part.releasedAt === null ? 'invoiced' : 'removed';
  if (part.status === 'Canceled_AuthorizationExpired') return 'expired';
  if (orderStatus === 'canceled' || part.status.startsWith('Canceled')) return 'canceled';
  if (part.acknowledgedAt !== null) return 'acknowledged';
  return part.status === 'Confirmed' ? 'confirmed' : 'authorized';
}

function lineOf(
  {
    orderId,
    skuId,
    warehouseId,
    quantity,
  }: { orderId: string | null; skuId: string; warehouseId: string; quantity: number },
  status: string,
): Line {
  return { orderId: orderId ?? '', skuId, warehouseId, quantity, status };
}

const keyOf = (line: Line) => `${line.orderId} ${line.skuId} ${line.warehouseId}`;
const byOrder = (a: Line, b: Line) => (keyOf(a) < keyOf(b) ? -1 : 1);
