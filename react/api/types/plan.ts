import type { Evidence, InventoryUpdate } from './evidence';
import type { PlanKind, PlanState, PlanTrigger } from './words';

export interface LostReservation {
  lockId: string;
  orderId: string | null;
  quantity: number;
}

/** What the read-back found. */
export type PlanResult =
  | { kind: 'proven'; totalQuantity: number; reservedQuantity: number; removedQuantity: number }
  | { kind: 'not-applied'; message: string }
  | { kind: 'not-released'; message: string; lockIds: string[] }
  | { kind: 'lost'; message: string; lost: LostReservation[]; repairedTotal: number | null }
  | { kind: 'unclear'; message: string };

export interface PlanIntent {
  update: InventoryUpdate;
  totalBefore: number;
  mustKeep: LostReservation[];
  dependsOnWatermark: boolean;
  attempts: number;
}

export interface Plan {
  planId: string;
  skuId: string;
  warehouseId: string;
  trigger: PlanTrigger;
  state: PlanState;
  kind: PlanKind;
  createdAt: string;
  updatedAt: string;
  evidence: Evidence;
  /** What was about to be sent, written before the call. */
  intent: PlanIntent | null;
  result: PlanResult | null;
  decidedBy: string | null;
  decisionNote: string | null;
  countReference: string | null;
}

export interface PlanPage {
  recommendations: Plan[];
  nextCursor: string | null;
}

export interface Decisions {
  results: { planId: string; done: boolean; state: PlanState | null; error: string | null }[];
}
