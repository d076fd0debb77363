import type { Plan } from '../store/plan';
import type { PlanView } from './schemas/plan';

export function planViewOf(plan: Plan): PlanView {
  return {
    planId: plan.planId,
    skuId: plan.position.skuId,
    warehouseId: plan.position.warehouseId,
    trigger: plan.trigger,
    state: plan.state,
    kind: plan.gate.kind,
    createdAt: new Date(plan.createdAtMs).toISOString(),
    updatedAt: new Date(plan.updatedAtMs).toISOString(),
    evidence: plan.gate,
    intent: plan.intent,
    result: plan.result,
    decidedBy: plan.decidedBy,
    decisionNote: plan.decisionNote,
    countReference: plan.countReference,
  };
}
