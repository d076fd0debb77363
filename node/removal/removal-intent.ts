import type { GatePlan } from '../core/gate/plan';
import type { RemovalIntent } from '../store/plan';

/** Sent so often and never applied: a person has to look. */
export const MAX_ATTEMPTS = 8;

export type RemovePlan = Extract<GatePlan, { kind: 'remove' }>;

/** What has to be on record before the update is sent. */
export function intentOf(gate: RemovePlan): RemovalIntent {
  return {
    update: gate.update,
    totalBefore: gate.totalQuantity,
    releases: gate.releases,
    mustKeep: gate.kept.map(({ lockId, orderId, quantity }) => ({ lockId, orderId, quantity })),
    dependsOnWatermark: gate.dependsOnWatermark,
    attempts: 1,
    repair: null,
  };
}
