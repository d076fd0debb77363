import type { PlanId } from '../core/id';
import type { Instant } from '../core/instant';
import type { Position } from '../core/position';
import type { Account, AccountName, DifferenceClass, Opening } from '../core/reconciliation/books';
import type { Compared } from '../core/reconciliation/compare-books';

/** One position in a report. Only those with a difference, and those that could not be compared, are kept. */
export interface ReportLine extends Pick<Compared, 'accounts' | 'byStatus' | 'differences'> {
  position: Position;
  comparedAtMs: number;
  /** Why it was not compared; null when it was. */
  notCompared: string | null;
  /** What a count of the ERP's shelf says, for a repair of its on-hand difference; null where no ERP was read. */
  count: { onHand: number; countedAt: Instant } | null;
  /** What a person's repair led to; absent before. */
  repair?: LineRepair | null;
}

export interface LineRepair {
  kind: 'approved' | 'asked' | 'refused';
  planId: PlanId | null;
  message: string;
}

/**
 * | state | meaning |
 * |---|---|
 * | running | asked for, or at work |
 * | done | every position of this run was compared, or its line says why not |
 * | failed | it could not begin or go on; the message says why |
 */
export type ReportState = 'running' | 'done' | 'failed';

export interface ReportSummary {
  reconciliationId: string;
  trigger: 'schedule' | 'person';
  state: ReportState;
  /** Epoch ms, by our clock. */
  startedAtMs: number;
  endedAtMs: number | null;
  /** What was found, in one sentence. */
  message: string;
  /** Positions compared, and those that were not. */
  compared: number;
  notCompared: number;
  /** False: there are more positions than one run looks at; the next run goes on there. */
  isComplete: boolean;
  /** The connector that was read; null: the store and Holdfast's record were compared alone. */
  erp: string | null;
  /** Why the ERP could not be read, in a sentence; null when it was, or is not there to be read. */
  erpMessage: string | null;
  /** Sums over all positions compared, healthy ones too; null where nobody was compared. */
  accounts: Record<AccountName, Account | null>;
  /** How many differences, by class. */
  differences: Record<DifferenceClass, number>;
  /** Those that are not merely late. */
  unexplained: number;
}

export interface Report extends ReportSummary {
  lines: ReportLine[];
}

/** Where reports are kept, for one account. */
export interface ReconciliationStore {
  /** Puts a report in the place of what was kept under its id. */
  saveReport(report: Report): Promise<void>;
  report(reconciliationId: string): Promise<Report | null>;
  /** How a position's books stood when they were compared last. */
  opening(position: Position): Promise<{ opening: Opening; comparedAtMs: number } | null>;
  saveOpening(position: Position, opening: Opening, comparedAtMs: number): Promise<void>;
  /** VTEX's total after the last update of ours that was read back since then; null when there was none. */
  lastProvenTotal(position: Position, sinceMs: number): Promise<number | null>;
}
