import type { GatePlan, Kept, Release } from '../gate/plan';
import type { PlanId } from '../id';
import type { Instant } from '../instant';
import { type ErpEvent, eventId } from './erp-event';
import { positionStream } from './streams';

export type RemovePlan = Extract<GatePlan, { kind: 'remove' }>;

/**
 * `holdfast.removal.recommended`: what to send to VTEX and why it is safe. One per plan, whose id makes its own. Only for a plan that would
 * remove: a hold or an attention recommends nothing an ERP could send.
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
      reason: removalReason(gate),
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

/** One sentence for a person. */
export function removalReason(gate: RemovePlan): string {
  const units = (because: Release['because']) =>
    gate.releases
      .filter((release) => release.because === because)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  const parts = [
    units('invoiced') > 0 ? `${count(units('invoiced'), 'invoiced unit')} to release` : null,
    units('canceled') > 0 ? `${count(units('canceled'), 'canceled unit')} back on sale` : null,
    gate.unreserved.length > 0
      ? `${count(
          gate.unreserved.reduce((sum, { quantity }) => sum + quantity, 0),
          'unit',
        )} that left without a reservation`
      : null,
    gate.returnedQuantity > 0 ? `${count(gate.returnedQuantity, 'unit')} given back` : null,
    gate.count ? `count ${gate.count.reference} of ${gate.count.onHand} on hand` : null,
  ].filter((part) => part !== null);
  const kept =
    gate.kept.length === 0
      ? 'nothing to keep'
      : `${count(gate.kept.length, 'acknowledged reservation')} kept`;
  return `${parts.join(', ') || 'a new total'}; ${kept}.`;
}

function count(quantity: number, noun: string): string {
  return `${quantity} ${noun}${quantity === 1 ? '' : 's'}`;
}
