import type { StoreOrder } from './order';
import { findOrder } from './order-flow';
import type { Outcome } from './outcome';
import type { ReservationPart } from './reservation';
import { findParts, type WhichPart } from './reservation-flow';
import type { StoreState } from './state';
import type { OrderTelling, ReservationTelling } from './telling';

/** From now on the order is worded like this; `{}` words it plainly again. */
export function tellOrder(state: StoreState, orderId: string, telling: OrderTelling): Outcome<StoreOrder> {
  const found = findOrder(state, orderId);
  if (found.ok) found.value.telling = telling;
  return found;
}

export function tellReservation(
  state: StoreState,
  which: WhichPart,
  telling: ReservationTelling,
): Outcome<ReservationPart[]> {
  const found = findParts(state, which);
  if (found.ok) for (const part of found.value) part.telling = telling;
  return found;
}
