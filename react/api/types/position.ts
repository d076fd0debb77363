import type { Plan } from './plan';
import type { Reservation } from './reservation';
import type { ByStatus, Instant, PlanKind, PlanState } from './words';

export interface PositionSummary {
  skuId: string;
  warehouseId: string;
  reservations: ByStatus;
  plan: {
    planId: string;
    state: PlanState;
    kind: PlanKind;
    message: string | null;
    /** The stock count that it takes over. */
    countReference: string | null;
  } | null;
}

export interface PositionPage {
  positions: PositionSummary[];
  nextCursor: string | null;
}

export interface CountedStock {
  reference: string;
  onHand: number;
  countedAt: Instant;
  planId: string;
  receivedAt: string;
}

export interface PositionDetail {
  skuId: string;
  warehouseId: string;
  currentPlan: Plan | null;
  byStatus: ByStatus;
  reservations: Reservation[];
  history: Plan[];
  counts: CountedStock[];
}
