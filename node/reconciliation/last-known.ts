import type { Position } from '../core/position';
import type { Opening } from '../core/reconciliation/books';
import type { ReconciliationStore } from '../store/reconciliation';

/** With what a position's comparison begins; null at its first, when no update of ours has set its total. */
export type LastKnown = (position: Position) => Promise<Opening | null>;

/** The last comparison's end, with the total as our last proven update since has left it. */
export function lastKnownOf(reports: ReconciliationStore): LastKnown {
  return async (position) => {
    const before = await reports.opening(position);
    const proven = await reports.lastProvenTotal(position, before?.comparedAtMs ?? 0);
    if (proven === null) return before?.opening ?? null;
    return { totalQuantity: proven, residual: before?.opening.residual ?? null };
  };
}
