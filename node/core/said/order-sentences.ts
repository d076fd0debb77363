import type { OrderId, SkuId } from '../id';
import type { Position } from '../position';
import type { LeftDoubt } from '../record/left-at';
import type { ReservationStatus } from '../reservation/reservation';
import { english } from './english';

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

type Left = Position & { orderId: OrderId };

/** What became of an order and its reservations. */
export const ORDER_SENTENCES = {
  'notification.ignored': english('A notification named an id that cannot be an order; ignored.'),
  'notification.named': english<{ source: string }>('The {source} named the order.'),
  'notification.says': english<{ source: string; orderStatus: string }>('The {source} says: {orderStatus}.'),
  'order.unknown': english<{ orderId: OrderId; why: 'not-found' | 'rejected' }>(
    'VTEX knows no order {orderId} in this account ({why}).',
  ),
  'order.line-parked': english<{ orderId: OrderId; skuId: SkuId; words: string }>(
    'Order {orderId}: its line of SKU {skuId} is left alone and counts as open, for VTEX says a quantity of {words}, which is no whole number.',
  ),
  'order.not-yet': english<{ orderId: OrderId }>(
    'VTEX does not find order {orderId} yet: it is looked for again within a minute.',
  ),
  'order.nothing-new': english<{ orderId: OrderId; orderStatus: string }>(
    'Order {orderId} is {orderStatus}: nothing new.',
  ),
  'order.incomplete': english<{ orderId: OrderId }>('Order {orderId} is incomplete: nothing new.'),
  'order.left-in-doubt': english<LeftInDoubt>(
    'Order {orderId}: {quantity, number} of SKU {skuId} in warehouse {warehouseId} count as gone: {doubt, select, short {its invoices name fewer, and no change of the order says why} split {it left from several warehouses, and the order does not say how many from which} other {VTEX reserves more than its lines explain}}. A stock count sets it right.',
  ),
  'order.left-nowhere': english<{ orderId: OrderId; skuId: SkuId; quantity: number }>(
    'Order {orderId} is invoiced with {quantity, number} of SKU {skuId}, and VTEX does not say from which warehouse: take them out of its stock there.',
  ),
  'reservation.is': english<Step>(
    'Order {orderId}: {quantity, number} of SKU {skuId} in warehouse {warehouseId}: {status}.',
  ),
  'reservation.became': english<Step & { previousStatus: ReservationStatus }>(
    'Order {orderId}: {quantity, number} of SKU {skuId} in warehouse {warehouseId}: {previousStatus} -> {status}.',
  ),
  'reservation.released-by-others': english<{ orderId: OrderId }>(
    'VTEX no longer holds the settled reservation of order {orderId}: it was released by an update that was not ours.',
  ),
  'reservation.left-alone': english<Left>(
    'SKU {skuId} in warehouse {warehouseId}: order {orderId} is invoiced; a person left it as it is.',
  ),
  'reservation.held-elsewhere': english<Left>(
    'SKU {skuId} in warehouse {warehouseId}: VTEX holds the reservation of order {orderId} at another position, and it is looked after there.',
  ),
  'reservation.let-go-before': english<Left>(
    'SKU {skuId} in warehouse {warehouseId}: order {orderId} is invoiced; VTEX holds no reservation for it, and its units have not left the total.',
  ),
};
