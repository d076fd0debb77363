import type { Evidence } from '../../api/types/evidence';
import type { PositionDetail } from '../../api/types/position';
import type { Reservation } from '../../api/types/reservation';

/**
 * The reservations of a position with the time they went into handling: from our record, else as VTEX told the
 * newest plan that saw them.
 */
export function withHandlingTimes({ reservations, currentPlan, history }: PositionDetail): Reservation[] {
  const times = new Map<string, string>();
  for (const plan of [...(currentPlan === null ? [] : [currentPlan]), ...history]) {
    for (const { lockId, acknowledgedAt } of seenBy(plan.evidence)) {
      if (!times.has(lockId)) times.set(lockId, acknowledgedAt);
    }
  }
  return reservations.map((one) => ({
    ...one,
    acknowledgedAt: one.acknowledgedAt ?? times.get(one.lockId) ?? null,
  }));
}

function seenBy(evidence: Evidence): { lockId: string; acknowledgedAt: string }[] {
  return evidence.kind === 'remove' ? [...evidence.releases, ...evidence.kept] : evidence.kept;
}
