import type { ReservationStatus } from '../reservation/reservation';
import { stageOf } from '../reservation/stage';
import { orderStatusMeaning } from './order-status';

/**
 * Whether a notification that an order entered `state` is worth a reading, given what is recorded of the order.
 * It only ever saves a call: an early stage told twice (`payment-approved`, then `authorize-fulfillment`). From
 * `acknowledged` on everything is read, for a step back then means a partial invoice.
 */
export function couldBeNews(
  state: string | null,
  recorded: readonly { status: ReservationStatus }[],
): boolean {
  const { implies } = orderStatusMeaning(state);
  if (recorded.length === 0 || (implies !== 'authorized' && implies !== 'confirmed')) return true;
  const early = stageOf('acknowledged');
  return recorded.some(({ status }) => stageOf(status) < stageOf(implies) || stageOf(status) >= early);
}
