import type { Plan } from '@holdfast/node/store/plan';
import type { Store } from '@holdfast/node/store/store';
import type { StockPosition } from '@holdfast/sandbox/store/model/position';
import { isActive } from '@holdfast/sandbox/store/model/reservation';
import type { Job } from '../host/job-queue';
import type { Truth } from '../shop/truth';
import type { Tally } from '../weather/tally';
import type { Judge } from './judge';
import type { ErpJudge } from './judge-erp';

export interface QuietOf {
  judge: Pick<Judge, 'violate'>;
  erp: Pick<ErpJudge, 'told'>;
  truth: Truth;
  store: Store;
  jobs: readonly Pick<Job, 'key' | 'isLocked' | 'runAtMs'>[];
  /** That a job may be due and not taken. */
  mayWaitMs: number;
  tally: Tally;
  nowMs: number;
  /** `sku/warehouse` that somebody else has written to. */
  meddled: ReadonlyMap<string, number>;
  /** When a notification of the order was answered with 200, the last time. Epoch ms. */
  takenAtMs: ReadonlyMap<string, number>;
}

/** After everything has come to rest: what must be equal is, or somebody is told why not; and nothing waits. */
export async function judgeQuiet(quiet: QuietOf): Promise<void> {
  for (const position of quiet.truth.positions()) await judgePosition(quiet, position);
  await judgeEnds(quiet);
  await judgeNotifications(quiet);
  await judgeWaiting(quiet);
}

async function judgePosition(
  { judge, truth, store, meddled }: QuietOf,
  position: StockPosition,
): Promise<void> {
  const { skuId, warehouseId } = position;
  const plan = await store.currentPlan({ skuId, warehouseId });
  const asks = plan !== null && (plan.gate.attentions.length > 0 || plan.state === 'failed');
  const name = `${skuId} in ${warehouseId}`;
  const surplus = truth.surplus(position);
  const isMeddled = meddled.has(`${skuId}/${warehouseId}`) || position.books.shippedWithoutStock > 0;
  const off = isMeddled ? surplus > 0 : surplus !== 0;
  if (off && !asks)
    judge.violate(
      'books-apart',
      `${name}: total ${position.total}, reserved ${truth.reserved(position)}, on the shelf ${position.physical}, promised ${truth.promised(position)}: ${surplus} units ${surplus > 0 ? 'sold twice if anybody buys' : 'missing from sale'}, and nobody is asked (${standOf(plan)})`,
    );
  const acknowledged = truth
    .acknowledged(position)
    .sort((a, b) => Number((a.acknowledgedAt ?? 0n) - (b.acknowledgedAt ?? 0n)));
  const [first] = acknowledged;
  if (first !== undefined && truth.owedOn(first) === 0 && !asks && plan?.gate.kind !== 'hold')
    judge.violate(
      'settled-and-not-released',
      `${name}: ${first.orderId} is settled and still reserved (${standOf(plan)})`,
    );
}

function standOf(plan: Plan | null): string {
  return plan === null ? 'no plan' : `plan ${plan.state}, ${plan.gate.kind}`;
}

/** Of everything that VTEX let go of, the ERP has been told the end. */
async function judgeEnds({ judge, erp, truth, store }: QuietOf): Promise<void> {
  for (const order of truth.orders()) {
    const waiting = await store.nextDelivery(`order/${order.orderId}`);
    if (waiting?.state === 'parked') continue;
    for (const { skuId, warehouseId } of truth.positions()) {
      const part = truth.part(order.lockId, skuId, warehouseId);
      if (part === null || isActive(part) || truth.owedOn(part) > 0) continue;
      const told = erp.told.get(`${order.lockId}/${skuId}/${warehouseId}`);
      if (told === undefined || !['removed', 'canceled', 'expired'].includes(told.status))
        judge.violate(
          'erp-not-told-the-end',
          `${order.orderId}, ${skuId} in ${warehouseId} (${order.status}): VTEX reserves it no more, the ERP was told ${told?.status ?? 'nothing'} last`,
        );
    }
  }
}

async function judgeNotifications({ judge, truth, store, takenAtMs }: QuietOf): Promise<void> {
  for (const [orderId, atMs] of takenAtMs) {
    if (truth.order(orderId) === null) continue;
    const known = await store.knownOrder(orderId);
    if (known === null || known.readAtMs < atMs)
      judge.violate(
        'notification-not-looked-at',
        `${orderId} was told of and ${known === null ? 'never read' : 'not read since'}`,
      );
  }
}

async function judgeWaiting({ judge, store, jobs, mayWaitMs, nowMs, tally }: QuietOf): Promise<void> {
  for (const plan of await store.unfinishedRemovals())
    judge.violate(
      'work-waits-for-ever',
      `the removal ${plan.planId} of ${plan.position.skuId} was begun and not concluded`,
    );
  for (const job of jobs) {
    if (job.isLocked || job.runAtMs > nowMs) continue;
    tally.longestOf('job waiting at the end, minutes', Math.round((nowMs - job.runAtMs) / 60_000));
    if (job.runAtMs < nowMs - mayWaitMs)
      judge.violate(
        'work-waits-for-ever',
        `the job ${job.key} is due since ${Math.round((nowMs - job.runAtMs) / 60_000)} minutes`,
      );
  }
}
