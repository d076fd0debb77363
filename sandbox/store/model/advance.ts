import { invoiceOrder } from './invoice';
import type { StoreOrder } from './order';
import { closeCancelWindow, findOrder, payOrder, startHandling, wrongStatus } from './order-flow';
import type { Outcome } from './outcome';
import type { StoreState } from './state';

/** One step of the ordinary course: pay, let the cancel window close, start handling, invoice what is left. */
export function advanceOrder(state: StoreState, orderId: string): Outcome<StoreOrder> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  switch (found.value.status) {
    case 'payment-pending':
      return payOrder(state, orderId);
    case 'window-to-cancel':
      return closeCancelWindow(state, orderId);
    case 'ready-for-handling':
      return startHandling(state, orderId);
    case 'handling':
    case 'payment-approved': {
      const sent = invoiceOrder(state, orderId, {});
      return sent.ok ? found : sent;
    }
    default:
      return wrongStatus(found.value, 'one that has a next');
  }
}
