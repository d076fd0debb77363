import { explainRemoval } from '../gate/explain';
import type { GatePlan, Kept, Release } from '../gate/plan';
import type { PlanId } from '../id';
import type { Instant } from '../instant';
import { type ErpEvent, eventId } from './erp-event';
import { positionStream } from './streams';

export type RemovePlan = Extract<GatePlan, { kind: 'remove' }>;

/** The contract takes no more, and ids of orders may be long. */
const LONGEST_REASON = 1_000;

/**
 * `holdfast.removal.recommended`: what to send to VTEX and why it is safe. One per plan, whose id makes its own. Only
 * for a plan that would remove: a hold or an attention recommends nothing an ERP could send.
 */
export function removalRecommendedEvent(
  account: string,
  plan: { planId: PlanId; gate: RemovePlan },
  occurredAt: Instant,
): ErpEvent {
  const { planId, gate } = plan;
  const { skuId, warehouseId } = gate.position;
  return {
    id: eventId('rec', account, planId),
    stream: positionStream(gate.position),
    type: 'holdfast.removal.recommended',
    orderId: null,
    skuId,
    warehouseId,
    planId,
    occurredAt,
    data: {
      account,
      skuId,
      warehouseId,
      planId,
      totalQuantity: gate.totalQuantity,
      newQuantity: gate.update.quantity,
      dateUtcOnBalanceSystem: gate.update.dateUtcOnBalanceSystem,
      releases: gate.releases.map(toldRelease),
      holds: gate.kept.map(toldHold),
      reason: explainRemoval(gate).slice(0, LONGEST_REASON),
      occurredAt,
    },
  };
}

function toldRelease({
  orderId,
  lockId,
  quantity,
  leftQuantity,
  deductedQuantity,
  acknowledgedAt,
  because,
  invoicedAt,
}: Release) {
  return { orderId, lockId, quantity, leftQuantity, deductedQuantity, acknowledgedAt, because, invoicedAt };
}

function toldHold({ orderId, lockId, quantity, acknowledgedAt, because, orderStatus }: Kept) {
  return { orderId, lockId, quantity, acknowledgedAt, because, orderStatus };
}
