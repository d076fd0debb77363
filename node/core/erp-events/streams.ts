import type { OrderId } from '../id';
import { type Position, positionKey } from '../position';

/** Changes of one order's reservations are told one at a time, in order. */
export function orderStream(orderId: OrderId): string {
  return `order/${orderId}`;
}

/** So is what is told about one SKU in one warehouse. */
export function positionStream(position: Position): string {
  return `position/${positionKey(position)}`;
}
