import { activeOf, sumOfQuantities } from '../core/gate/active';
import { unitsOwed } from '../core/gate/deductions';
import type { PositionReading } from '../core/gate/reading';
import { groupByAcknowledgement, judge } from '../core/gate/standing';
import type { SetAside } from '../core/gate/stock-count';
import { watermarkBeforeAll } from '../core/gate/watermark';
import { samePosition } from '../core/position';
import type { NamedUnits, ReservationKey } from '../core/reservation/reservation';
import type { Sentence } from '../core/said/said';
import { say, together } from '../core/said/say';
import type { ChainServices } from '../middlewares/chain-services';
import type { Plan, RemovalIntent } from '../store/plan';
import type { KnownOrder } from '../store/store';
import { ordersBehind } from './gather-facts';

/**
 * Reservations that had to stay are gone after our update: the platform did not honour the watermark. In this
 * order, each step repeatable:
 *
 * 1. give up watermarks for the account, before anybody else sends one;
 * 2. the caller records and sends the intent made here: the total without the lost units, so that they are not sold
 *    twice, and without the units of every reservation that is acknowledged by now. Its watermark releases nothing, but
 *    such a platform lets go of them with the repair;
 * 3. once proven, the plan fails with what happened. What is gone is recorded as lost and deducted, what VTEX kept
 *    after all as deducted: its release takes nothing out any more.
 */
export async function repairAfterLoss(
  services: ChainServices,
  plan: Plan,
  intent: RemovalIntent,
  reading: PositionReading,
  verdict: Sentence & { lost: NamedUnits[]; repairQuantity: number },
): Promise<RemovalIntent> {
  const { store, settings } = services;
  await store.setWatermarkTrust('broken');
  await store.appendLog([
    {
      kind: 'failure',
      outcome: 'attention',
      ...together(say('position', plan.position), verdict, say('update.trust-broken')),
      ...plan.position,
      planId: plan.planId,
      detail: { lost: verdict.lost.map((one) => one.lockId), repairQuantity: verdict.repairQuantity },
    },
  ]);
  const acknowledged = groupByAcknowledgement(judge(activeOf(reading), new Map()));
  const limits = { balanceDate: reading.balanceDate, guardGapMs: settings.guardGapMs };
  const aside = plan.gate.kind === 'remove' ? (plan.gate.setAside ?? []) : [];
  const atRisk = await acknowledgedNow(services, reading, aside);
  return {
    update: {
      quantity: Math.max(0, verdict.repairQuantity - sumOfQuantities(atRisk)),
      // A repair cannot wait for a date of its own: the date of the update that it repairs releases no more again.
      dateUtcOnBalanceSystem:
        watermarkBeforeAll(acknowledged, limits, null) ?? intent.update.dateUtcOnBalanceSystem,
      leadTime: reading.balance.leadTime,
      unlimitedQuantity: false,
    },
    totalBefore: reading.balance.totalQuantity,
    releases: [],
    mustKeep: [],
    dependsOnWatermark: false,
    attempts: 1,
    repair: { lost: [...(intent.repair?.lost ?? []), ...verdict.lost], atRisk, byOurUpdate: true },
  };
}

/**
 * What the total has to lack when these are let go: also those acknowledged since the plan was made. Their orders are
 * recorded here, so that what the repair takes out has a record to be remembered in.
 */
async function acknowledgedNow(
  services: ChainServices,
  reading: PositionReading,
  aside: readonly SetAside[],
): Promise<NamedUnits[]> {
  const acknowledged = activeOf(reading).filter((one) => one.acknowledgedAt !== null);
  const behind = await ordersBehind(services, reading);
  if (behind.kind === 'failure')
    return acknowledged.map(({ lockId, quantity }) => ({ lockId, quantity, orderId: null }));
  return acknowledged.flatMap(({ lockId, quantity }) => {
    const orders = behind.known.get(lockId) ?? [];
    const facts = behind.facts.get(lockId);
    // What the plan set aside is on record once it is concluded.
    const planned = aside.find((one) => one.lockId === lockId)?.deductedQuantity;
    const deducted = planned ?? deductedFor(orders, { ...reading.position, lockId });
    const owed = unitsOwed(facts, quantity) - deducted;
    return owed > 0 ? [{ lockId, quantity: owed, orderId: orders[0]?.order.orderId ?? null }] : [];
  });
}

function deductedFor(orders: readonly KnownOrder[], key: ReservationKey): number {
  return orders
    .flatMap(({ reservations }) => reservations)
    .filter((one) => one.lockId === key.lockId && samePosition(one, key))
    .reduce((units, { deductedQuantity }) => units + deductedQuantity, 0);
}
