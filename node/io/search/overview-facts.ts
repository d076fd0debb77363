import type { OverviewFacts } from '../../api/ports';
import type { ByStatus } from '../../api/schemas/reservation';
import { LOG_KINDS } from '../../store/sync-log';
import type { DocumentReads } from '../store/document-reads';
import { inParallel } from '../store/in-parallel';
import { reservationsIn } from '../store/order-document';
import { PLANS } from './entities';
import { walkWaiting } from './find-waiting';
import { countLog, listLog, type SearchedScope } from './list-log';
import { listPlans } from './list-plans';
import { MOST_ROWS } from './master-data';
import { countByStatus } from './order-view';
import { type IndexedPlan, indexedPlanOf } from './plan-document';
import { searchKey } from './search-key';
import { allOf, anyOf } from './where';

const HOUR_MS = 3_600_000;
/** What one look at the overview may read. */
const MOST_STREAMS = 500;
const MOST_ORDERS = 1_000;
const MOST_PLAN_READS = 10;
const MOST_WAITING_PLANS = 200;

type Outbox = Pick<OverviewFacts, 'pending' | 'parked' | 'oldestPendingAtMs'>;

/** What still has to reach the ERP: of the first five hundred streams that wait. */
export async function readOutbox(reads: Pick<DocumentReads, 'stream' | 'waitingStreams'>): Promise<Outbox> {
  const outbox: Outbox = { pending: 0, parked: 0, oldestPendingAtMs: null };
  await walkWaiting(reads, MOST_STREAMS, (deliveries) => {
    for (const { state, createdAtMs } of deliveries) {
      if (state === 'parked') outbox.parked += 1;
      if (state !== 'pending') continue;
      outbox.pending += 1;
      outbox.oldestPendingAtMs = Math.min(outbox.oldestPendingAtMs ?? createdAtMs, createdAtMs);
    }
    return 'go-on';
  });
  return outbox;
}

/** By status, of orders that are not over: of the first thousand. The history is not counted on IO. */
export async function countActiveReservations(
  reads: Pick<DocumentReads, 'order' | 'activeOrders'>,
): Promise<ByStatus> {
  const held = [];
  let after: string | null = null;
  for (let looked = 0; looked < MOST_ORDERS; looked += MOST_ROWS) {
    const page = await reads.activeOrders(after, MOST_ROWS);
    const documents = await inParallel(page.names, (orderId) => reads.order(orderId));
    held.push(...documents.flatMap((document) => (document ? reservationsIn(document) : [])));
    if (page.next === null) break;
    after = page.next;
  }
  return countByStatus(held);
}

type Recent = Pick<OverviewFacts, 'lastEventAtMs' | 'lastAttempt' | 'errorsLastHour'>;

/** What the log says about now, as far as it is indexed. */
export async function readRecent(scoped: SearchedScope, nowMs: number): Promise<Recent> {
  const day = new Date(nowMs - 24 * HOUR_MS).toISOString();
  const hour = new Date(nowMs - HOUR_MS).toISOString();
  const others = LOG_KINDS.filter((kind) => kind !== 'failure');
  const [events, attempts, failures, wentWrong] = await Promise.all([
    listLog(scoped, { kind: ['notification'], from: day, limit: 1 }, null),
    listLog(scoped, { kind: ['delivery'], limit: 1 }, null),
    countLog(scoped, { kind: ['failure'], from: hour }),
    countLog(scoped, { outcome: ['failed', 'parked'], kind: others, from: hour }),
  ]);
  const [event] = events.rows;
  const [attempt] = attempts.rows;
  return {
    lastEventAtMs: event ? Date.parse(event.at) : null,
    lastAttempt: attempt ? { at: attempt.at, outcome: attempt.outcome, message: attempt.message } : null,
    errorsLastHour: failures + wentWrong,
  };
}

export interface NewestExecuted {
  plans: IndexedPlan[];
  /** How many there are in all. */
  total: number;
}

/** The newest thousand plans that were executed. */
export async function newestExecuted({ index, scope }: SearchedScope): Promise<NewestExecuted> {
  const where = allOf([anyOf('scope', [searchKey(scope)]), anyOf('state', ['executed'])]);
  const plans = new Map<string, IndexedPlan>();
  let total = 0;
  let from = 0;
  for (let reads = 0; reads < MOST_PLAN_READS; reads += 1) {
    const found = await index.find(PLANS, { where, order: 'newest-first', from, count: MOST_ROWS });
    for (const one of found.rows.map(indexedPlanOf)) if (one !== null) plans.set(one.plan.planId, one);
    from += found.rows.length;
    total = found.total ?? plans.size;
    if (found.rows.length === 0 || (found.total !== null && from >= found.total)) break;
  }
  return { plans: [...plans.values()], total };
}

/** What was done so far: how many in all, and what the newest thousand of them took out and kept. */
export function removalsOf({ plans, total }: NewestExecuted): OverviewFacts['removals'] {
  const removals = { executed: total, units: 0, lastAtMs: null as number | null, protectedReservations: 0 };
  for (const { plan, openKept } of plans) {
    if (plan.result?.kind !== 'proven') continue;
    removals.units += plan.result.removedQuantity;
    removals.protectedReservations += openKept;
    removals.lastAtMs = Math.max(removals.lastAtMs ?? 0, Date.parse(plan.updatedAt));
  }
  return removals;
}

type Waiting = Pick<OverviewFacts, 'waitingForPerson' | 'failedRemovals'>;

/** Plans that wait for a person, and updates that were not as intended; two hundred of each at most. */
export async function countWaitingPlans(
  options: SearchedScope & { reads: Pick<DocumentReads, 'planPointer' | 'position'> },
): Promise<Waiting> {
  const counted = async (state: 'proposed' | 'failed') =>
    (await listPlans(options, { state: [state], limit: MOST_WAITING_PLANS }, null)).rows.length;
  const [waitingForPerson, failedRemovals] = await Promise.all([counted('proposed'), counted('failed')]);
  return { waitingForPerson, failedRemovals };
}
