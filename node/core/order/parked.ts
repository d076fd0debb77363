import type { LockId, SkuId } from '../id';
import type { Order, OrderLine } from './order';

/**
 * The line behind a reservation whose quantity is no whole number, or null. Such a line is parked: what is on record
 * of it stays as it is, nothing is told of it, and its reservation counts as open, whatever the order's status, until
 * VTEX says a whole number. The order's other lines go on.
 */
export function parkedLine(order: Order, held: { lockId: LockId; skuId: SkuId }): OrderLine | null {
  const isBehind = (line: OrderLine) =>
    line.lockId === held.lockId &&
    (line.skuId === held.skuId ||
      line.allocations.some(({ kitParts }) => kitParts.some((part) => part.skuId === held.skuId)));
  return order.lines.find((line) => line.oddQuantity !== undefined && isBehind(line)) ?? null;
}
