import { type Position, positionKey, samePosition } from '@holdfast/node/core/position';
import type { Opening } from '@holdfast/node/core/reconciliation/books';
import type { Plan } from '@holdfast/node/store/plan';
import type { ReconciliationStore, Report } from '@holdfast/node/store/reconciliation';
import { totalLeftBy } from '@holdfast/node/store/total-left-by';
import { copy, type MemoryTables } from './memory-tables';

/** Reports beside a memory store, whose plans say what our updates have left: for tests and the simulation. */
export function createMemoryReconciliations({ plans }: Pick<MemoryTables, 'plans'>): ReconciliationStore {
  const reports = new Map<string, Report>();
  const openings = new Map<string, { opening: Opening; comparedAtMs: number }>();
  return {
    saveReport: async (report) => void reports.set(report.reconciliationId, copy(report)),
    report: async (reconciliationId) => copy(reports.get(reconciliationId) ?? null),
    opening: async (position) => copy(openings.get(positionKey(position)) ?? null),
    saveOpening: async (position, opening, comparedAtMs) =>
      void openings.set(positionKey(position), copy({ opening, comparedAtMs })),
    lastProvenTotal: async (position, sinceMs) => lastProvenTotal([...plans.values()], position, sinceMs),
  };
}

function lastProvenTotal(plans: readonly Plan[], position: Position, sinceMs: number): number | null {
  const proven = plans
    .filter((plan) => samePosition(plan.position, position) && plan.updatedAtMs >= sinceMs)
    .filter((plan) => totalLeftBy(plan) !== null);
  const last = proven.reduce<Plan | null>(
    (latest, plan) => (latest === null || plan.updatedAtMs >= latest.updatedAtMs ? plan : latest),
    null,
  );
  return last && totalLeftBy(last);
}
