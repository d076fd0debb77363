import { asOrderId } from '@holdfast/node/core/id';
import type { Plan } from '@holdfast/node/store/plan';
import type { Store } from '@holdfast/node/store/store';
import { msOfTicks } from '@holdfast/sandbox/store/model/instant';
import type { StockPosition } from '@holdfast/sandbox/store/model/position';
import { isActive, type ReservationPart } from '@holdfast/sandbox/store/model/reservation';
import type { Job } from '../host/job-queue';
import { productPosition } from '../product-position';
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
  const plan = await planOf(store, position);
  const asks = asksFor(plan);
  const name = `${skuId} in ${warehouseId}`;
  const surplus = truth.surplus(position);
  const isMeddled = meddled.has(`${skuId}/${warehouseId}`) || position.books.shippedWithoutStock > 0;
  const acknowledged = truth
    .acknowledged(position)
    .sort((a, b) => Number((a.acknowledgedAt ?? 0n) - (b.acknowledgedAt ?? 0n)));
  // A total of 0 cannot be lowered, and nothing is for sale: what is promised beyond the shelf was sold before.
  const isTooMuch = surplus > 0 && position.total > 0;
  const off = isTooMuch || (!isMeddled && surplus < -waiting(truth, acknowledged, plan));
  if (off && !asks)
    judge.violate(
      'books-apart',
      `${name}: total ${position.total}, reserved ${truth.reserved(position)}, on the shelf ${position.physical}, promised ${truth.promised(position)}: ${surplus} units ${surplus > 0 ? 'sold twice if anybody buys' : 'missing from sale'}, and nobody is asked (${standOf(plan)})`,
    );
  const [first] = acknowledged;
  if (first !== undefined && truth.owedOn(first) === 0 && !asks && plan?.gate.kind !== 'hold')
    judge.violate(
      'settled-and-not-released',
      `${name}: ${first.orderId} is settled and still reserved (${standOf(plan)})`,
    );
}

/** As the documents have it: between the last released reservation and the first open one, on both sides. */
const GUARD_GAP_MS = 2 * 1_000;

/**
 * Units that no order wants any more and that come back with the release of their reservation. It waits for the first
 * one acknowledged whose goods are still to leave, and the plan has to say so.
 */
function waiting(truth: Truth, acknowledged: readonly ReservationPart[], plan: Plan | null): number {
  const open = acknowledged.find((part) => truth.owedOn(part) > 0);
  if (open === undefined) return 0;
  const fromMs = msOfTicks(open.acknowledgedAt ?? 0n) - GUARD_GAP_MS;
  const behind = acknowledged.filter(
    ({ acknowledgedAt }) => !truth.honoursWatermark() || msOfTicks(acknowledgedAt ?? 0n) >= fromMs,
  );
  const isSaid = plan?.gate.kind === 'hold' || behind.every((part) => truth.owedOn(part) > 0);
  return isSaid ? behind.reduce((units, part) => units + truth.unwantedOn(part), 0) : 0;
}

function planOf(store: Store, position: StockPosition): Promise<Plan | null> {
  return store.currentPlan(productPosition(position));
}

/** A person is asked about the position. */
function asksFor(plan: Plan | null): boolean {
  return plan !== null && (plan.gate.attentions.length > 0 || plan.state === 'failed');
}

function standOf(plan: Plan | null): string {
  return plan === null ? 'no plan' : `plan ${plan.state}, ${plan.gate.kind}`;
}

/**
 * Of everything that VTEX let go of, the ERP has been told the end. It is the end when the units have left the total,
 * and where VTEX's list does not add up to what it says is reserved no update is sent until VTEX has corrected it: such
 * ends are counted apart, if a person is asked.
 */
async function judgeEnds({ judge, erp, truth, store, tally }: QuietOf): Promise<void> {
  const contradicted = new Set<StockPosition>();
  for (const position of truth.positions())
    if (truth.contradicts(position) && asksFor(await planOf(store, position))) contradicted.add(position);
  for (const order of truth.orders()) {
    if (await isParked(store, truth, order.lockId)) continue;
    for (const position of truth.positions()) {
      const { skuId, warehouseId } = position;
      const part = truth.part(order.lockId, skuId, warehouseId);
      if (part === null || isActive(part) || truth.owedOn(part) > 0) continue;
      const told = erp.told.get(`${order.lockId}/${skuId}/${warehouseId}`);
      if (told !== undefined && ['removed', 'canceled', 'expired'].includes(told.status)) continue;
      if (contradicted.has(position)) tally.count('ends that wait for VTEX to correct its numbers');
      else
        judge.violate(
          'erp-not-told-the-end',
          `${order.orderId}, ${skuId} in ${warehouseId} (${order.status}): VTEX reserves it no more, the ERP was told ${told?.status ?? 'nothing'} last`,
        );
    }
  }
}

/** What is told of a lock waits behind a message that the ERP refused, also of another order that names it. */
async function isParked(store: Store, truth: Truth, lockId: string): Promise<boolean> {
  for (const { orderId } of truth.orders().filter((one) => one.lockId === lockId))
    if ((await store.nextDelivery(`order/${orderId}`))?.state === 'parked') return true;
  return false;
}

async function judgeNotifications({ judge, truth, store, takenAtMs }: QuietOf): Promise<void> {
  for (const [orderId, atMs] of takenAtMs) {
    if (truth.order(orderId) === null) continue;
    const known = await store.knownOrder(asOrderId(orderId));
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
