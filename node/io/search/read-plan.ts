import type { PlanId } from '../../core/id';
import { samePosition } from '../../core/position';
import type { Plan } from '../../store/plan';
import type { DocumentReads } from '../store/document-reads';

/** The plan as it is now, from the record; null when it is not there. */
export async function readPlan(
  reads: Pick<DocumentReads, 'planPointer' | 'position'>,
  planId: PlanId,
): Promise<Plan | null> {
  const pointer = await reads.planPointer(planId);
  if (pointer === null) return null;
  const document = await reads.position(pointer.position);
  const held = document?.plans.find(({ plan }) => plan.planId === planId)?.plan;
  // Archived only once the position has let go of it; a pointer may also be all that a crash has left.
  const plan = held ?? pointer.archived;
  return plan !== null && samePosition(plan.position, pointer.position) ? plan : null;
}
