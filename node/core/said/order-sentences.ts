import { positionName } from '../gate/sentence-parts';
import type { OrderId, SkuId } from '../id';
import type { Position } from '../position';
import type { LeftDoubt } from '../record/left-at';
import type { ReservationStatus } from '../reservation/reservation';

export interface Step extends Position {
  orderId: OrderId;
  quantity: number;
  status: ReservationStatus;
}

export interface LeftInDoubt extends Position {
  orderId: OrderId;
  quantity: number;
  doubt: LeftDoubt;
}

const DOUBTS: Record<LeftDoubt, string> = {
  short: 'its invoices name fewer, and no change of the order says why',
  split: 'it left from several warehouses, and the order does not say how many from which',
  unexplained: 'VTEX reserves more than its lines explain',
};

type Left = Position & { orderId: OrderId };

/** What became of an order and its reservations. */
export const ORDER_SENTENCES = {
  'notification.ignored': () => 'A notification named an id that cannot be an order; ignored.',
  'notification.named': ({ source }: { source: string }) => `The ${source} named the order.`,
  'notification.says': ({ source, orderStatus }: { source: string; orderStatus: string }) =>
    `The ${source} says: ${orderStatus}.`,
  'order.unknown': ({ orderId, why }: { orderId: OrderId; why: 'not-found' | 'rejected' }) =>
    `VTEX knows no order ${orderId} in this account (${why}).`,
  'order.line-parked': ({ orderId, skuId, words }: { orderId: OrderId; skuId: SkuId; words: string }) =>
    `Order ${orderId}: its line of SKU ${skuId} is left alone and counts as open, for VTEX says a quantity of ${words}, which is no whole number.`,
  'order.not-yet': ({ orderId }: { orderId: OrderId }) =>
    `VTEX does not find order ${orderId} yet: it is looked for again within a minute.`,
  'order.nothing-new': ({ orderId, orderStatus }: { orderId: OrderId; orderStatus: string }) =>
    `Order ${orderId} is ${orderStatus}: nothing new.`,
  'order.incomplete': ({ orderId }: { orderId: OrderId }) => `Order ${orderId} is incomplete: nothing new.`,
  'order.left-in-doubt': ({ orderId, quantity, doubt, ...position }: LeftInDoubt) =>
    `Order ${orderId}: ${quantity} of ${positionName(position)} count as gone: ${DOUBTS[doubt]}. A stock count sets it right.`,
  'order.left-nowhere': ({
    orderId,
    skuId,
    quantity,
  }: {
    orderId: OrderId;
    skuId: SkuId;
    quantity: number;
  }) =>
    `Order ${orderId} is invoiced with ${quantity} of SKU ${skuId}, and VTEX does not say from which warehouse: take them out of its stock there.`,
  'reservation.is': ({ orderId, quantity, status, ...position }: Step) =>
    `Order ${orderId}: ${quantity} of ${positionName(position)}: ${status}.`,
  'reservation.became': ({
    orderId,
    quantity,
    status,
    previousStatus,
    ...position
  }: Step & { previousStatus: ReservationStatus }) =>
    `Order ${orderId}: ${quantity} of ${positionName(position)}: ${previousStatus} -> ${status}.`,
  'reservation.released-by-others': ({ orderId }: { orderId: OrderId }) =>
    `VTEX no longer holds the settled reservation of order ${orderId}: it was released by an update that was not ours.`,
  'reservation.left-alone': ({ orderId, ...position }: Left) =>
    `${positionName(position)}: order ${orderId} is invoiced; a person left it as it is.`,
  'reservation.held-elsewhere': ({ orderId, ...position }: Left) =>
    `${positionName(position)}: VTEX holds the reservation of order ${orderId} at another position, and it is looked after there.`,
  'reservation.let-go-before': ({ orderId, ...position }: Left) =>
    `${positionName(position)}: order ${orderId} is invoiced; VTEX holds no reservation for it, and its units have not left the total.`,
};
