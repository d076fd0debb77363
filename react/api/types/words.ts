export type ReservationStatus =
  | 'authorized'
  | 'confirmed'
  | 'acknowledged'
  | 'invoiced'
  | 'removed'
  | 'canceled'
  | 'expired';

export type Mode = 'recommend' | 'execute';

export type LogKind =
  | 'notification'
  | 'order'
  | 'reservation'
  | 'plan'
  | 'update'
  | 'write'
  | 'delivery'
  | 'listener'
  | 'admin'
  | 'failure';

export type LogOutcome = 'ok' | 'nothing' | 'hold' | 'attention' | 'retry' | 'parked' | 'failed';

export type PlanState =
  | 'held'
  | 'proposed'
  | 'approved'
  | 'executing'
  | 'executed'
  | 'failed'
  | 'dismissed'
  | 'superseded';

export type PlanKind = 'remove' | 'hold' | 'attention' | 'nothing';
export type PlanTrigger = 'event' | 'count' | 'approval' | 'recovery' | 'sweep';
export type DeliveryState = 'pending' | 'accepted' | 'parked';
export type DeliveryType =
  | 'holdfast.reservation.changed'
  | 'holdfast.removal.recommended'
  | 'holdfast.stock.reconciled';

/** Reservations of each status; a status without any may be missing. */
export type ByStatus = { [status in ReservationStatus]?: number };

/** UTC as VTEX has it, seven fractional digits; our own times have three. */
export type Instant = string;
