import type { StoreOrder } from './order';
import { isActive } from './reservation';
import type { StoreState } from './state';

/** Remembers a finished order for retirement, and forgets the oldest beyond the limit: a long run stays small. */
export function retireFinished(state: StoreState, order: StoreOrder): void {
  state.finished.add(order.orderId);
  if (state.finished.size <= state.keepFinishedOrders) return;
  for (const orderId of state.finished) {
    if (stillReserved(state, orderId)) continue;
    forget(state, orderId);
    if (state.finished.size <= state.keepFinishedOrders) return;
  }
}

function stillReserved(state: StoreState, orderId: string): boolean {
  const order = state.orders.get(orderId);
  return order !== undefined && (state.locks.get(order.lockId) ?? []).some(isActive);
}

function forget(state: StoreState, orderId: string): void {
  state.finished.delete(orderId);
  const order = state.orders.get(orderId);
  if (!order) return;
  state.orders.delete(orderId);
  // A successor that names the lock keeps it.
  const parts = state.locks.get(order.lockId) ?? [];
  if (parts.every((part) => part.orderId === orderId)) state.locks.delete(order.lockId);
  state.retiredOrders += 1;
}
