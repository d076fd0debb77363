import type { GatePlan, InventoryUpdate, Release } from '../core/gate/plan';
import type { LockId, PlanId } from '../core/id';
import type { Instant } from '../core/instant';
import type { PlanState } from '../core/plan/plan-state';
import type { PlanTrigger } from '../core/plan/trigger';
import type { Position } from '../core/position';
import type { NamedUnits } from '../core/reservation/reservation';

export interface Plan {
  planId: PlanId;
  position: Position;
  trigger: PlanTrigger;
  gate: GatePlan;
  /** Equal for two plans that say the same; see `core/gate/fingerprint`. */
  fingerprint: string;
  state: PlanState;
  /** Epoch ms. */
  createdAtMs: number;
  updatedAtMs: number;
  /** Who approved or dismissed, and why. */
  decidedBy: string | null;
  decisionNote: string | null;
  /** Reference of the count that asked for it. */
  countReference: string | null;
  intent: RemovalIntent | null;
  /** What the read-back found. */
  result: RemovalResult | null;
}

/** Written before the call and enough to judge, after a crash, whether the call was applied. */
export interface RemovalIntent {
  update: InventoryUpdate;
  totalBefore: number;
  releases: Release[];
  /** Active reservations the update must keep: acknowledged and open, or waiting. */
  mustKeep: NamedUnits[];
  dependsOnWatermark: boolean;
  /** How often the update was sent, counted before each sending; 0 when somebody else sent it. */
  attempts: number;
  /**
   * The last sending: when it began (epoch ms), and whether VTEX's answer left no doubt that it is over. Absent
   * in what earlier versions recorded.
   */
  sending?: { startedAtMs: number; isAnswered: boolean } | null;
  /** Set when the update takes lost units off sale: theirs, and whether an update of ours had lost them. */
  repair?: {
    lost: NamedUnits[];
    /** VTEX reserved these still when it was made, and was to be expected to let them go with it. Absent: none. */
    atRisk?: NamedUnits[];
    byOurUpdate: boolean;
  } | null;
}

export type RemovalResult =
  | { kind: 'proven'; totalQuantity: number; reservedQuantity: number; removedQuantity: number }
  | { kind: 'not-applied'; message: string }
  | { kind: 'not-released'; message: string; lockIds: LockId[] }
  | {
      kind: 'lost';
      message: string;
      lost: NamedUnits[];
      repairedTotal: number | null;
    }
  | { kind: 'unclear'; message: string };

export interface StoredCount {
  position: Position;
  onHand: number;
  countedAt: Instant;
  reference: string;
  planId: PlanId;
}

/** A count with the newest plan whose `countReference` names it; null while no plan was made for it. */
export interface CarriedCount {
  count: StoredCount;
  plan: Pick<Plan, 'planId' | 'state' | 'result' | 'gate'> | null;
}
