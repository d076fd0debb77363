import type { Instant } from './words';

export type DifferenceClass =
  | 'late'
  | 'lost-reservation'
  | 'foreign-update'
  | 'erp-only-movement'
  | 'unknown';

export type AccountName = 'reserved' | 'total' | 'on-hand' | 'booked';

/** In units. */
export interface Account {
  expected: number;
  actual: number;
}

/** Null where there was nothing to compare with. */
export type Accounts = { [name in AccountName]: Account | null };

export type ReconciliationState = 'running' | 'done' | 'failed';
export type ReconciliationTrigger = 'schedule' | 'person';

export interface ReconciliationSummary {
  reconciliationId: string;
  trigger: ReconciliationTrigger;
  state: ReconciliationState;
  startedAt: string;
  endedAt: string | null;
  message: string;
  compared: number;
  notCompared: number;
  /** False: the next one goes on with the other positions. */
  isComplete: boolean;
  /** The connector that was read. */
  erp: string | null;
  erpMessage: string | null;
  accounts: Accounts;
  differences: { [name in DifferenceClass]: number };
  /** Those that are not merely late. */
  unexplained: number;
}

export interface Difference {
  account: AccountName;
  class: DifferenceClass;
  /** Actual less expected; 0 where only a status differs. */
  units: number;
  lockIds: string[];
  orderIds: string[];
  message: string;
}

export type RepairKind = 'approved' | 'asked' | 'refused';

export interface Repair {
  kind: RepairKind;
  planId: string | null;
  message: string;
}

export interface ReconciliationLine {
  skuId: string;
  warehouseId: string;
  comparedAt: string;
  /** Why it was not compared. */
  notCompared: string | null;
  accounts: Accounts;
  differences: Difference[];
  /** What a repair of the on-hand difference would set. */
  count: { onHand: number; countedAt: Instant } | null;
  repair: Repair | null;
}

export interface Reconciliation extends ReconciliationSummary {
  lines: ReconciliationLine[];
}

export interface ReconciliationList {
  reconciliations: ReconciliationSummary[];
}

export interface Repairs {
  repairs: (Repair & { skuId: string; warehouseId: string })[];
}
