import { activeOf } from '../core/gate/active';
import type { MustKeep } from '../core/gate/read-back';
import type { PositionReading } from '../core/gate/reading';
import { groupByAcknowledgement, judge } from '../core/gate/standing';
import { watermarkBeforeAll } from '../core/gate/watermark';
import type { Sentence } from '../core/said/said';
import { say, together } from '../core/said/say';
import type { ChainServices } from '../services/chain-services';
import type { Plan, RemovalIntent } from '../store/plan';
import type { KnownOrder } from '../store/store';
import { ordersBehind } from './gather-facts';

/**
 * Reservations that had to stay are gone after our update: the platform did not honour the watermark. In this
 * order, each step repeatable:
 *
 * 1. give up watermarks for the account, before anybody else sends one;
 * 2. the caller records and sends the intent made here: the total without the lost units, with a watermark
 *    that releases nothing, so that they are not sold twice;
 * 3. its read-back may find still more lost (such a platform may take the repair for another release): then
 *    this again, from the total just sent;
 * 4. once proven, the lost ones are recorded as deducted and the plan fails with what happened.
 */
export async function repairAfterLoss(
  services: ChainServices,
  plan: Plan,
  intent: RemovalIntent,
  reading: PositionReading,
  verdict: Sentence & { lost: MustKeep[]; repairQuantity: number },
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
  return {
    update: {
      quantity: verdict.repairQuantity,
      // A repair cannot wait for a date of its own: that of the update it repairs releases no more than that did.
      dateUtcOnBalanceSystem:
        watermarkBeforeAll(acknowledged, limits, null) ?? intent.update.dateUtcOnBalanceSystem,
      leadTime: reading.balance.leadTime,
      unlimitedQuantity: false,
    },
    totalBefore: reading.balance.totalQuantity,
    releases: [],
    mustKeep: await acknowledgedNow(services, reading),
    dependsOnWatermark: false,
    attempts: 1,
    repair: { lost: [...(intent.repair?.lost ?? []), ...verdict.lost], byOurUpdate: true },
  };
}

/**
 * Also those acknowledged since the plan was made: the repair must keep them too. Their orders are recorded
 * here, so that what the repair may lose has a record to be remembered in.
 */
async function acknowledgedNow(services: ChainServices, reading: PositionReading): Promise<MustKeep[]> {
  const acknowledged = activeOf(reading).filter((one) => one.acknowledgedAt !== null);
  const behind = await ordersBehind(services, reading);
  const known = behind.kind === 'orders' ? behind.known : new Map<string, KnownOrder[]>();
  return acknowledged.map(({ lockId, quantity }) => ({
    lockId,
    quantity,
    orderId: known.get(lockId)?.[0]?.order.orderId ?? null,
  }));
}
