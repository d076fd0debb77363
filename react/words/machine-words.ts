import type {
  AccountName,
  DifferenceClass,
  ReconciliationState,
  ReconciliationTrigger,
  RepairKind,
} from '../api/types/reconciliation';
import type {
  DeliveryState,
  DeliveryType,
  LogKind,
  LogOutcome,
  Mode,
  PlanKind,
  PlanState,
  PlanTrigger,
  ReservationStatus,
} from '../api/types/words';

/** The API's machine values, each with the key of its word. A value that is new to the panel is shown as it is. */

export const reservationStatusWord: { [value in ReservationStatus]: string } = {
  authorized: 'admin/holdfast.reservation.authorized',
  confirmed: 'admin/holdfast.reservation.confirmed',
  acknowledged: 'admin/holdfast.reservation.acknowledged',
  invoiced: 'admin/holdfast.reservation.invoiced',
  removed: 'admin/holdfast.reservation.removed',
  canceled: 'admin/holdfast.reservation.canceled',
  expired: 'admin/holdfast.reservation.expired',
};

export const logKindWord: { [value in LogKind]: string } = {
  notification: 'admin/holdfast.kind.notification',
  order: 'admin/holdfast.kind.order',
  reservation: 'admin/holdfast.kind.reservation',
  plan: 'admin/holdfast.kind.plan',
  update: 'admin/holdfast.kind.update',
  write: 'admin/holdfast.kind.write',
  delivery: 'admin/holdfast.kind.delivery',
  listener: 'admin/holdfast.kind.listener',
  admin: 'admin/holdfast.kind.admin',
  failure: 'admin/holdfast.kind.failure',
};

export const logOutcomeWord: { [value in LogOutcome]: string } = {
  ok: 'admin/holdfast.outcome.ok',
  nothing: 'admin/holdfast.outcome.nothing',
  hold: 'admin/holdfast.outcome.hold',
  attention: 'admin/holdfast.outcome.attention',
  retry: 'admin/holdfast.outcome.retry',
  parked: 'admin/holdfast.outcome.parked',
  failed: 'admin/holdfast.outcome.failed',
};

export const planStateWord: { [value in PlanState]: string } = {
  held: 'admin/holdfast.plan-state.held',
  proposed: 'admin/holdfast.plan-state.proposed',
  approved: 'admin/holdfast.plan-state.approved',
  executing: 'admin/holdfast.plan-state.executing',
  executed: 'admin/holdfast.plan-state.executed',
  failed: 'admin/holdfast.plan-state.failed',
  dismissed: 'admin/holdfast.plan-state.dismissed',
  superseded: 'admin/holdfast.plan-state.superseded',
};

export const planKindWord: { [value in PlanKind]: string } = {
  remove: 'admin/holdfast.plan-kind.remove',
  hold: 'admin/holdfast.plan-kind.hold',
  attention: 'admin/holdfast.plan-kind.attention',
  nothing: 'admin/holdfast.plan-kind.nothing',
};

export const planTriggerWord: { [value in PlanTrigger]: string } = {
  event: 'admin/holdfast.trigger.event',
  count: 'admin/holdfast.trigger.count',
  approval: 'admin/holdfast.trigger.approval',
  recovery: 'admin/holdfast.trigger.recovery',
  sweep: 'admin/holdfast.trigger.sweep',
};

export const deliveryStateWord: { [value in DeliveryState]: string } = {
  pending: 'admin/holdfast.delivery-state.pending',
  accepted: 'admin/holdfast.delivery-state.accepted',
  parked: 'admin/holdfast.delivery-state.parked',
};

export const deliveryTypeWord: { [value in DeliveryType]: string } = {
  'holdfast.reservation.changed': 'admin/holdfast.delivery-type.reservation-changed',
  'holdfast.removal.recommended': 'admin/holdfast.delivery-type.removal-recommended',
  'holdfast.stock.reconciled': 'admin/holdfast.delivery-type.stock-reconciled',
};

export const modeWord: { [value in Mode]: string } = {
  recommend: 'admin/holdfast.mode.recommend',
  execute: 'admin/holdfast.mode.execute',
};

export const accountWord: { [value in AccountName]: string } = {
  reserved: 'admin/holdfast.books.account-reserved',
  total: 'admin/holdfast.books.account-total',
  'on-hand': 'admin/holdfast.books.account-on-hand',
  booked: 'admin/holdfast.books.account-booked',
};

export const differenceClassWord: { [value in DifferenceClass]: string } = {
  late: 'admin/holdfast.books.class-late',
  'lost-reservation': 'admin/holdfast.books.class-lost-reservation',
  'foreign-update': 'admin/holdfast.books.class-foreign-update',
  'erp-only-movement': 'admin/holdfast.books.class-erp-only-movement',
  unknown: 'admin/holdfast.books.class-unknown',
};

export const reconciliationStateWord: { [value in ReconciliationState]: string } = {
  running: 'admin/holdfast.books.state-running',
  done: 'admin/holdfast.books.state-done',
  failed: 'admin/holdfast.books.state-failed',
};

export const reconciliationTriggerWord: { [value in ReconciliationTrigger]: string } = {
  schedule: 'admin/holdfast.books.by-clock',
  person: 'admin/holdfast.books.by-person',
};

export const repairKindWord: { [value in RepairKind]: string } = {
  approved: 'admin/holdfast.books.repair-approved',
  asked: 'admin/holdfast.books.repair-asked',
  refused: 'admin/holdfast.books.repair-refused',
};

/** VTEX's words for an order; the ones a store's people meet, the rest is shown as VTEX has it. */
export const orderStatusWord: { [status: string]: string } = {
  'order-created': 'admin/holdfast.order-status.order-created',
  'order-accepted': 'admin/holdfast.order-status.order-accepted',
  'payment-pending': 'admin/holdfast.order-status.payment-pending',
  'approve-payment': 'admin/holdfast.order-status.approve-payment',
  'payment-approved': 'admin/holdfast.order-status.payment-approved',
  'authorize-fulfillment': 'admin/holdfast.order-status.authorize-fulfillment',
  'window-to-cancel': 'admin/holdfast.order-status.window-to-cancel',
  'ready-for-handling': 'admin/holdfast.order-status.ready-for-handling',
  'start-handling': 'admin/holdfast.order-status.start-handling',
  handling: 'admin/holdfast.order-status.handling',
  invoice: 'admin/holdfast.order-status.invoice',
  invoiced: 'admin/holdfast.order-status.invoiced',
  'request-cancel': 'admin/holdfast.order-status.request-cancel',
  'cancellation-requested': 'admin/holdfast.order-status.cancellation-requested',
  cancel: 'admin/holdfast.order-status.cancel',
  canceled: 'admin/holdfast.order-status.canceled',
  replaced: 'admin/holdfast.order-status.replaced',
};

/** The jobs' names as the server has them. */
export const taskWord: { [task: string]: string } = {
  'look-at-orders': 'admin/holdfast.task.look-at-orders',
  'look-at-order': 'admin/holdfast.task.look-at-order',
  'plan-position': 'admin/holdfast.task.plan-position',
  deliver: 'admin/holdfast.task.deliver',
  'drain-feed': 'admin/holdfast.task.drain-feed',
  'keep-listening': 'admin/holdfast.task.keep-listening',
  sweep: 'admin/holdfast.task.sweep',
  redispatch: 'admin/holdfast.task.redispatch',
  tidy: 'admin/holdfast.task.tidy',
  reconcile: 'admin/holdfast.task.reconcile',
  'poll-erp': 'admin/holdfast.task.poll-erp',
};
