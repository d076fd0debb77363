import { openUnits } from './invoice';
import type { StoreOrder } from './order';
import { findOrder } from './order-flow';
import { type Outcome, refused } from './outcome';
import { isActive } from './reservation';
import { findPosition, type StoreState } from './state';

/**
 * Sets a line's quantity while the order is in handling or partly invoiced. The line's last warehouse takes
 * the difference, and the reservation follows (VTEX's pages differ on that: the help centre says it does).
 */
export function changeOrder(
  state: StoreState,
  orderId: string,
  change: { lineIndex: number; quantity: number; reason?: string },
): Outcome<StoreOrder> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  const order = found.value;
  const line = order.lines[change.lineIndex];
  if (!line || (order.status !== 'handling' && order.status !== 'payment-approved'))
    return refused(400, 'CHG001', `Order cannot be changed in status ${order.status}`);
  const difference = change.quantity - line.quantity;
  const last = line.allocations.at(-1);
  if (!last || last.quantity + difference < 0 || openUnits(order, change.lineIndex) + difference < 0)
    return refused(400, 'CHG002', 'Quantity cannot be changed by that much');
  const at = state.clock();
  order.changes.push({
    reason: change.reason ?? 'change',
    at,
    lineIndex: change.lineIndex,
    from: line.quantity,
    to: change.quantity,
  });
  line.quantity = change.quantity;
  last.quantity += difference;
  order.changedAt = at;
  resize(state, order, line.skuId, last.warehouseId, difference);
  return found;
}

function resize(
  state: StoreState,
  order: StoreOrder,
  skuId: string,
  warehouseId: string,
  difference: number,
): void {
  const part = state.locks
    .get(order.lockId)
    ?.find((one) => one.skuId === skuId && one.warehouseId === warehouseId);
  if (!part) return;
  part.quantity += difference;
  part.updatedAt = order.changedAt;
  const position = findPosition(state, skuId, warehouseId);
  if (part.quantity === 0 && isActive(part)) position?.parts.delete(order.lockId);
  if (part.shippedQuantity >= part.quantity) position?.forgotten.delete(order.lockId);
}
