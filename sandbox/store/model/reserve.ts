import type { StoreOrder } from './order';
import { activeParts, promisedQuantity } from './position';
import type { PlaceOrder } from './purchase';
import type { ReservationPart } from './reservation';
import { ensurePosition, type StoreState } from './state';

const DAY_MS = 86_400_000;

/** 4 calendar days after a due date of Sunday to Tuesday, 5 after Wednesday to Friday, 6 after Saturday. */
const DAYS_AFTER_DUE = [4, 4, 4, 5, 5, 5, 6];

function confirmBy(order: StoreOrder, request: PlaceOrder): bigint {
  if (request.expiresInMinutes !== undefined)
    return order.createdAt + BigInt(Math.round(request.expiresInMinutes * 60_000)) * 10_000n;
  if (request.incomplete) return order.createdAt + BigInt(11 * DAY_MS) * 10_000n;
  const from = order.paymentDueAt ?? order.createdAt;
  const weekday = new Date(Number(from / 10_000n)).getUTCDay();
  return from + BigInt((DAYS_AFTER_DUE[weekday] ?? 4) * DAY_MS) * 10_000n;
}

/** Takes the stock an order needs: one part per SKU and warehouse, whatever the number of lines. */
export function reserve(state: StoreState, order: StoreOrder, request: PlaceOrder): void {
  const parts: ReservationPart[] = [];
  for (const line of order.lines.filter((own) => own.seller === '1'))
    for (const { warehouseId, quantity } of line.allocations) {
      const same = parts.find((part) => part.skuId === line.skuId && part.warehouseId === warehouseId);
      if (same) same.quantity += quantity;
      else parts.push(newPart(order, line.skuId, warehouseId, quantity, confirmBy(order, request)));
    }
  for (const part of parts) book(state, part);
  state.locks.set(order.lockId, parts);
}

function newPart(
  order: StoreOrder,
  skuId: string,
  warehouseId: string,
  quantity: number,
  until: bigint,
): ReservationPart {
  return {
    lockId: order.lockId,
    orderId: order.orderId,
    skuId,
    warehouseId,
    quantity,
    status: 'Authorized',
    reservedAt: order.createdAt,
    confirmBy: until,
    confirmedAt: null,
    acknowledgedAt: null,
    canceledAt: null,
    releasedAt: null,
    updatedAt: order.createdAt,
    shippedQuantity: 0,
    orderCanceled: false,
  };
}

/** Enters the reservation, and the sale into the truth: what of it was not there to sell. */
function book(state: StoreState, part: ReservationPart): void {
  const position = ensurePosition(state, part.skuId, part.warehouseId);
  if (!position.unlimited) {
    const free = position.physical - promisedQuantity(position);
    position.books.soldWithoutStock += Math.max(0, Math.min(part.quantity, part.quantity - free));
  }
  position.books.soldUnits += part.quantity;
  position.parts.set(part.lockId, part);
  position.books.mostActive = Math.max(position.books.mostActive, activeParts(position).length);
}
