import type { StoreOrder } from './order';
import { findOrder, wrongStatus } from './order-flow';
import type { Outcome } from './outcome';
import { placeOrder } from './place-order';
import type { AskedLine, PlaceOrder } from './purchase';
import { abortLock, cancelHandledLock } from './reservation-flow';
import { retireFinished } from './retire';
import { dropPromises, keepPromises } from './share';
import { enter, type StoreState } from './state';

export interface ReplaceOrder extends Omit<PlaceOrder, 'lines' | 'lockId'> {
  /** Default: what the first order wanted. */
  lines?: AskedLine[];
  /** True: the successor names the first order's lock, so that two orders name it. Else the old lock ends. */
  sharesLock?: boolean;
}

/** The shopper edits an order: it becomes `replaced`, and a new one, which is answered, takes its place. */
export function replaceOrder(state: StoreState, orderId: string, request: ReplaceOrder): Outcome<StoreOrder> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  const old = found.value;
  if (old.packages.length > 0 || old.cancellation || old.status === null || old.status === 'replaced')
    return wrongStatus(old, 'one before its invoice');
  const { sharesLock = false, lines = linesOf(old), ...rest } = request;
  dropPromises(state, old);
  const placed = placeOrder(state, { ...rest, lines, lockId: sharesLock ? old.lockId : undefined });
  if (!placed.ok) keepPromises(state, old);
  else endReplaced(state, old, sharesLock);
  return placed;
}

function endReplaced(state: StoreState, old: StoreOrder, sharesLock: boolean): void {
  if (!sharesLock && old.status === 'handling') cancelHandledLock(state, old.lockId);
  else if (!sharesLock) abortLock(state, old.lockId);
  enter(state, old, 'replaced');
  retireFinished(state, old);
}

function linesOf(order: StoreOrder): AskedLine[] {
  return order.lines.map(({ skuId, quantity, allocations, seller, price, lockTtl, kit }) => ({
    skuId,
    quantity,
    allocations: allocations.map((one) => ({ ...one })),
    seller,
    price,
    lockTtl,
    kit: kit ?? undefined,
  }));
}
