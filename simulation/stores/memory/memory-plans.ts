import { namedBy } from '@holdfast/node/core/plan/named-by';
import { MAY_BEGIN, mayMoveFrom, REPLACEABLE } from '@holdfast/node/core/plan/plan-state';
import { samePosition } from '@holdfast/node/core/position';
import type { Plan, StoredCount } from '@holdfast/node/store/plan';
import type { PlanStore, RemovalConclusion } from '@holdfast/node/store/store';
import { currentPlan, knownAtPosition } from './memory-reads';
import { appendLog, copy, type MemoryTables, queueDeliveries, record } from './memory-tables';

export function memoryPlans(tables: MemoryTables): PlanStore {
  const plans = () => [...tables.plans.values()];
  return {
    currentPlan: async (position) => copy(currentPlan(tables, position)),
    plan: async (planId) => copy(tables.plans.get(planId) ?? null),
    recordPlan: async (plan, effects) => {
      if (tables.plans.has(plan.planId)) return;
      for (const other of plans()) {
        if (samePosition(other.position, plan.position) && REPLACEABLE.includes(other.state))
          change(tables, other, { state: 'superseded' });
      }
      tables.plans.set(plan.planId, copy(plan));
      queueDeliveries(tables, effects.deliveries);
      appendLog(tables, effects.log);
    },
    planStands: async (planId) => {
      tables.stoodAtMs.set(planId, tables.now());
    },
    movePlan: async (planId, to, by) => {
      const plan = tables.plans.get(planId);
      if (!plan || !mayMoveFrom(to).includes(plan.state)) return false;
      change(tables, plan, { state: to, decidedBy: by.who, decisionNote: by.note });
      return true;
    },
    beginRemoval: async (planId, intent) => {
      const plan = tables.plans.get(planId);
      if (!plan || !MAY_BEGIN.includes(plan.state)) return false;
      const isTaken = plans().some(
        (other) =>
          other !== plan && other.state === 'executing' && samePosition(other.position, plan.position),
      );
      if (!isTaken) change(tables, plan, { state: 'executing', intent: copy(intent) });
      return !isTaken;
    },
    concludeRemoval: async (planId, decide) => {
      const plan = tables.plans.get(planId);
      if (!plan) throw new Error(`no plan ${planId} to conclude`);
      if (plan.state !== 'executing') return;
      const named = namedBy(plan).map(({ lockId }) => lockId);
      conclude(tables, plan, decide(knownAtPosition(tables, plan.position, named)));
    },
    unfinishedRemovals: async () => copy(plans().filter((plan) => plan.state === 'executing')),
    recordCount: async (count) => {
      const first = tables.counts.find(
        (other) => samePosition(other.position, count.position) && other.reference === count.reference,
      );
      if (!first) tables.counts.push(copy(count));
      return { planId: (first ?? count).planId, isNew: !first };
    },
    countsAt: async (position, { limit, reference }) =>
      copy(
        tables.counts
          .filter((count) => samePosition(count.position, position))
          .filter((count) => reference === undefined || count.reference === reference)
          .reverse()
          .sort((a, b) => (a.countedAt === b.countedAt ? 0 : a.countedAt > b.countedAt ? -1 : 1))
          .slice(0, limit)
          .map((count) => ({ count, plan: carrierOf(tables, count) })),
      ),
  };
}

function carrierOf(tables: MemoryTables, { position, reference }: StoredCount): Plan | null {
  const carriers = [...tables.plans.values()].filter(
    (plan) => samePosition(plan.position, position) && plan.countReference === reference,
  );
  return carriers.at(-1) ?? null;
}

function conclude(tables: MemoryTables, plan: Plan, conclusion: RemovalConclusion): void {
  record(tables, conclusion);
  change(tables, plan, { state: conclusion.state, result: copy(conclusion.result) });
  if (conclusion.trust && tables.trust === 'unproven') tables.trust = conclusion.trust;
}

function change(tables: MemoryTables, plan: Plan, to: Partial<Plan>): void {
  Object.assign(plan, to, { updatedAtMs: tables.now() });
}
