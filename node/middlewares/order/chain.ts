import compose from 'koa-compose';
import { askForPlans } from './ask-for-plans';
import type { OrderContext } from './context';
import { deriveReservations } from './derive-reservations';
import { loadOrder } from './load-order';
import { mirrorToErp } from './mirror-to-erp';
import { recordReservations } from './record-reservations';

/** What is done with an order, whoever has it read: an event, a plan of one of its positions, a reconciliation. */
export const orderChain = compose<OrderContext>([
  loadOrder,
  deriveReservations,
  recordReservations,
  mirrorToErp,
  askForPlans,
]);
