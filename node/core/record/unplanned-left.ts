import type { SkuId } from '../id';
import { leftOfLine } from '../order/left';
import type { Order } from '../order/order';
import { orderStatusMeaning } from '../order/order-status';
import { isOwnLine, unplacedLines } from './places';

/** Units of an invoiced order of which nobody knows the warehouse they left from. */
export interface LeftNowhere {
  skuId: SkuId;
  quantity: number;
}

/**
 * What left of an invoiced order and has no place: a line without `deliveryIds` whose lock does not tell either, and
 * units that a change (v1) added without a line of their own. No update takes them out: a person is told the numbers.
 */
export function leftNowhere(order: Order): LeftNowhere[] {
  if (orderStatusMeaning(order.status).implies !== 'invoiced') return [];
  const lines = unplacedLines(order).map((line) => ({
    skuId: line.skuId,
    quantity: leftOfLine(order, line).units,
  }));
  const sold = new Set(order.lines.map(({ skuId }) => skuId));
  const isOwn = order.lines.length > 0 && order.lines.every(isOwnLine);
  const added = order.changes
    .filter(({ skuId }) => isOwn && !sold.has(skuId))
    .map(({ skuId, added: put, removed }) => ({ skuId, quantity: put - removed }));
  return [...lines, ...added].filter(({ quantity }) => quantity > 0);
}
